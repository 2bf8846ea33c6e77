using System.Buffers;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.Tests.Json;

public sealed class JsonValueTests
{
    [Fact]
    public void Integers_and_doubles_are_never_equal()
    {
        Assert.NotEqual(JsonValue.Parse("1"), JsonValue.Parse("1.0"));
        Assert.Equal(JsonValue.Parse("1.0"), JsonValue.Parse("1e0"));
        Assert.Equal(JsonValue.Parse("0.0"), JsonValue.Parse("-0.0"));
        Assert.Equal(JsonValue.Parse("0.0").GetHashCode(), JsonValue.Parse("-0.0").GetHashCode());
    }

    [Fact]
    public void Integers_of_both_signs_keep_all_64_bits()
    {
        JsonNumber largest = Assert.IsType<JsonNumber>(JsonValue.Parse("18446744073709551615"));
        Assert.True(largest.TryGetUInt64(out ulong unsigned));
        Assert.Equal(ulong.MaxValue, unsigned);
        Assert.False(largest.TryGetInt64(out _));
        JsonNumber least = Assert.IsType<JsonNumber>(JsonValue.Parse("-9223372036854775808"));
        Assert.True(least.TryGetInt64(out long signed));
        Assert.Equal(long.MinValue, signed);
        Assert.False(least.TryGetUInt64(out _));
        Assert.Equal(JsonNumber.FromInt64(5), JsonNumber.FromUInt64(5));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_are_finite(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => JsonNumber.FromDouble(value));

    [Fact]
    public void Members_are_sorted_by_the_bytes_of_their_names_and_the_last_duplicate_stays()
    {
        JsonObject map = new(("\ud83d\ude00", JsonNull.Instance), ("\uffff", JsonNull.Instance), ("b", JsonBool.True), ("a", JsonBool.True), ("b", JsonBool.False));
        Assert.Equal(["a", "b", "\uffff", "\ud83d\ude00"], map.Names);
        Assert.True(map.TryGetValue("b", out JsonValue? value));
        Assert.Equal(JsonBool.False, value);
        Assert.True(map.TryGetValue("\ud83d\ude00", out _));
        Assert.False(map.TryGetValue("c", out _));
        Assert.Equal("{\"a\":true,\"b\":false,\"\uffff\":null,\"\ud83d\ude00\":null}", map.ToString());
    }

    [Fact]
    public void All_three_writers_give_the_same_text()
    {
        JsonValue value = JsonValue.Parse("""{"z":[1,2.5,"é\u0001\"",null],"a":{}}""");
        ArrayBufferWriter<byte> output = new();
        value.WriteTo(output);
        Assert.Equal("""{"a":{},"z":[1,2.5,"é\u0001\"",null]}""", value.ToString());
        Assert.Equal(value.ToString(), System.Text.Encoding.UTF8.GetString(value.ToUtf8()));
        Assert.Equal(value.ToUtf8(), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Equality_is_deep()
    {
        const string Text = """{"a":[1,{"b":null}],"c":"d"}""";
        Assert.Equal(JsonValue.Parse(Text), JsonValue.Parse(Text));
        Assert.Equal(JsonValue.Parse(Text).GetHashCode(), JsonValue.Parse(Text).GetHashCode());
        Assert.NotEqual(JsonValue.Parse(Text), JsonValue.Parse(Text.Replace("null", "0", StringComparison.Ordinal)));
        Assert.NotEqual(JsonValue.Parse("[]"), JsonValue.Parse("{}"));
    }

    [Fact]
    public void A_value_too_deep_for_the_stack_fails_with_an_exception_that_can_be_caught()
    {
        JsonValue nested = JsonArray.Empty;
        for (int i = 0; i < 2_000_000; i++)
        {
            nested = new JsonArray([nested]);
        }

        Assert.Throws<InsufficientExecutionStackException>(nested.ToUtf8);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_in_strings_and_outside()
    {
        Assert.False(JsonValue.TryParse([(byte)'"', 0xff, (byte)'"'], out _, out string? inside));
        Assert.Equal("invalid unicode code point at line 1 column 3", inside);
        Assert.False(JsonValue.TryParse([0xff], out _, out string? outside));
        Assert.Equal("expected value at line 1 column 1", outside);
    }

    [Fact]
    public void Parse_throws_the_documented_exception() => Assert.Throws<JsonFormatException>(static () => JsonValue.Parse("[1,"));
}

using System.Text;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Tests.Data;

public sealed class PairPartsTests
{
    [Theory]
    [InlineData("""{"key":"a","value":1}""")]
    [InlineData("""{"key":"","value":{"key":"b","value":"}"}}""")]
    [InlineData("""{"key":"é","value":[1,"x",null]}""")]
    [InlineData("""{"key":"a\"b","value":1}""")]
    [InlineData("""{"key":-7,"value":1.5}""")]
    [InlineData("""{"key":"a","value":1,"zzz":2}""")]
    [InlineData("""{"abc":0,"key":"a","value":1}""")]
    [InlineData("""{"key":"a","middle":1,"value":2}""")]
    [InlineData("""{"key":"a"}""")]
    [InlineData("""{"value":1}""")]
    [InlineData("""{"key":{"value":1}}""")]
    [InlineData("""["key","value"]""")]
    [InlineData("\"key\"")]
    [InlineData("""{"value": 1, "key": "a"}""")]
    public void Parts_of_stored_text_are_those_of_the_parsed_value(string text)
    {
        PairParts fromText = VmValue.FromStored(Encoding.UTF8.GetBytes(text)).Pair;
        PairParts parsed = PairParts.Of(JsonValue.Parse(text));
        Assert.Equal(parsed.Key, fromText.Key);
        Assert.Equal(parsed.Value?.Json, fromText.Value?.Json);
    }

    [Fact]
    public void Every_part_of_a_text_is_read_as_the_parser_reads_it()
    {
        byte[] whole = Encoding.UTF8.GetBytes("""{"key":"a","value":{"key":"b","value":[1,2]}}""");
        Random random = new(5);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = [.. whole];
            for (int flips = random.Next(3); flips >= 0; flips--)
            {
                text[random.Next(text.Length)] = whole[random.Next(whole.Length)];
            }

            if (JsonValue.TryParse(text, out JsonValue? json, out _) && CanonicalJson.IsCanonical(text)
                && PairParts.TryRead(text) is { } read)
            {
                Assert.Equal(PairParts.Of(json).Key, read.Key);
                Assert.Equal(PairParts.Of(json).Value?.Json, read.Value?.Json);
            }
        }
    }

    [Theory]
    [InlineData("\"plain\"", "1")]
    [InlineData("\"a\\\"é\\n\"", "\"x\"")]
    [InlineData("-9", "{\"a\":[1.5]}")]
    public void A_pair_made_here_prints_as_the_object_it_is(string key, string value)
    {
        VmValue pair = VmValue.FromPair(JsonValue.Parse(key), VmValue.FromJson(JsonValue.Parse(value)));
        TextBuffer output = new();
        pair.WriteText(output);
        string expected = $$"""{"key":{{key}},"value":{{value}}}""";
        Assert.Equal(expected, Encoding.UTF8.GetString(output.Written));
        Assert.Equal(expected, Encoding.UTF8.GetString(pair.Text));
        Assert.Equal(JsonValue.Parse(expected), pair.Json);
    }
}

using System.Buffers;
using Fluence.Primitives.Json;
using Fluence.Primitives.MessagePack;

namespace Fluence.Primitives.Tests.MessagePack;

public sealed class MessagePackTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7f")]
    [InlineData(128L, "cc80")]
    [InlineData(255L, "ccff")]
    [InlineData(256L, "cd0100")]
    [InlineData(65536L, "ce00010000")]
    [InlineData(4294967296L, "cf0000000100000000")]
    [InlineData(-1L, "ff")]
    [InlineData(-32L, "e0")]
    [InlineData(-33L, "d0df")]
    [InlineData(-128L, "d080")]
    [InlineData(-129L, "d1ff7f")]
    [InlineData(-32769L, "d2ffff7fff")]
    [InlineData(-2147483649L, "d3ffffffff7fffffff")]
    public void Integers_take_the_smallest_form(long value, string hex)
    {
        byte[] bytes = Write(writer => writer.WriteInt64(value));
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
        Assert.Equal(value, new MessagePackReader(bytes).ReadInt64());
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(256, "da0100")]
    [InlineData(65536, "db00010000")]
    public void Strings_take_the_smallest_header(int length, string header)
    {
        byte[] bytes = Write(writer => writer.WriteString(new string('x', length)));
        Assert.StartsWith(header, Convert.ToHexStringLower(bytes), StringComparison.Ordinal);
        Assert.Equal(new string('x', length), new MessagePackReader(bytes).ReadString());
    }

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(256, "c50100")]
    [InlineData(65536, "c600010000")]
    public void Byte_arrays_take_the_smallest_header(int length, string header)
    {
        byte[] bytes = Write(writer => writer.WriteBinary(new byte[length]));
        Assert.StartsWith(header, Convert.ToHexStringLower(bytes), StringComparison.Ordinal);
        Assert.Equal(length, new MessagePackReader(bytes).ReadBinary().Length);
    }

    [Theory]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Containers_take_the_smallest_header(int count, string array, string map)
    {
        Assert.Equal(array, Convert.ToHexStringLower(Write(writer => writer.WriteArrayHeader(count))));
        Assert.Equal(map, Convert.ToHexStringLower(Write(writer => writer.WriteMapHeader(count))));
    }

    [Fact]
    public void Values_outside_of_the_asked_range_are_refused()
    {
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xff]).ReadUInt64());
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xcf, 0xff, 0, 0, 0, 0, 0, 0, 0]).ReadInt64());
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xce, 0xff, 0, 0, 0]).ReadInt32());
        Assert.Equal(0xff000000u, new MessagePackReader([0xce, 0xff, 0, 0, 0]).ReadUInt32());
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xa1, 0xff]).ReadString());
    }

    [Fact]
    public void A_count_that_does_not_fit_the_bytes_is_refused_before_anything_is_allocated()
    {
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xdd, 0xff, 0xff, 0xff, 0xff, 0]).ReadArrayHeader());
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0x82, 0, 0, 0]).ReadMapHeader());
        Assert.Throws<MessagePackException>(() => new MessagePackReader([0xc6, 0x7f, 0xff, 0xff, 0xff, 0]).ReadBinary());
    }

    [Fact]
    public void Skip_passes_over_one_value_of_any_type()
    {
        byte[] bytes = Convert.FromHexString("93c0c3ca00000000" + "82a16bcb0000000000000000" + "01c40100" + "c7020561ff" + "d40500" + "a178");
        MessagePackReader reader = new(bytes);
        for (int i = 0; i < 5; i++)
        {
            reader.Skip();
        }

        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_is_refused()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x91, 200), 0xc0];
        Assert.Throws<MessagePackException>(() => new MessagePackReader(deep).Skip());
        Assert.Throws<MessagePackException>(() => ReadJson(deep));
    }

    [Theory]
    [InlineData("""{"a":[1,-2,2.5,null,true,"é"],"b":{"c":18446744073709551615}}""")]
    [InlineData("[]")]
    [InlineData("-9223372036854775808")]
    public void Json_goes_both_ways(string text) =>
        Assert.Equal(JsonValue.Parse(text), ReadJson(Write(writer => writer.WriteJson(JsonValue.Parse(text)))));

    [Fact]
    public void Json_has_neither_byte_arrays_nor_infinities_nor_keys_other_than_strings()
    {
        Assert.Throws<MessagePackException>(() => ReadJson([0xc4, 0x00]));
        Assert.Throws<MessagePackException>(() => ReadJson([0x81, 0x01, 0x01]));
        Assert.Equal(JsonNull.Instance, ReadJson([0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Damaged_bytes_throw_nothing_but_the_documented_exception()
    {
        Random random = new(7);
        byte[] seed = Write(writer => writer.WriteJson(JsonValue.Parse("""{"a":[1,-300,2.5,null,true,"x"],"b":{"c":[{},[]]}}""")));
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. seed];
            for (int flips = random.Next(4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            try
            {
                new MessagePackReader(bytes).Skip();
                JsonValue value = ReadJson(bytes);
                Assert.Equal(value, ReadJson(Write(writer => writer.WriteJson(value))));
                read++;
            }
            catch (MessagePackException)
            {
                // the documented outcome
            }
        }

        Assert.InRange(read, 1000, 19_000);
    }

    private static JsonValue ReadJson(byte[] bytes)
    {
        MessagePackReader reader = new(bytes);
        return reader.ReadJson();
    }

    private static byte[] Write(Action<MessagePackWriter> write)
    {
        ArrayBufferWriter<byte> output = new();
        write(new MessagePackWriter(output));
        return output.WrittenSpan.ToArray();
    }
}

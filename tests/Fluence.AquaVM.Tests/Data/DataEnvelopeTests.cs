using System.Buffers;
using Fluence.AquaVM.Data;
using Fluence.Primitives.MessagePack;

namespace Fluence.AquaVM.Tests.Data;

public sealed class DataEnvelopeTests
{
    [Fact]
    public void The_envelope_of_the_original_is_read()
    {
        DataEnvelope envelope = DataEnvelope.Read(GoldenFile.Bytes("worked-example.bin"));
        Assert.Equal(("0.17.2", "0.62.0", 1128), (envelope.DataVersion.ToString(), envelope.InterpreterVersion.ToString(), envelope.InnerData.Length));
    }

    [Fact]
    public void Keys_may_stand_in_any_order_and_unknown_ones_are_skipped()
    {
        byte[] bytes = Envelope(
            ("inner_data", static writer => writer.WriteBinary([1, 2])),
            ("other", static writer => writer.WriteArrayHeader(0)),
            ("interpreter_version", static writer => writer.WriteString("1.2.3-rc.1+build")),
            ("version", static writer => writer.WriteString("0.1.0")));
        DataEnvelope envelope = DataEnvelope.Read((byte[])[.. bytes, 0xff]);
        Assert.Equal(("0.1.0", "1.2.3-rc.1+build"), (envelope.DataVersion.ToString(), envelope.InterpreterVersion.ToString()));
        Assert.Equal([1, 2], envelope.InnerData.ToArray());
    }

    [Fact]
    public void Versions_are_readable_when_the_data_are_not()
    {
        byte[] bytes = Envelope(
            ("version", static writer => writer.WriteString("0.1.0")),
            ("interpreter_version", static writer => writer.WriteString("0.2.0")),
            ("inner_data", static writer => writer.WriteBoolean(true)));
        Assert.Throws<DataFormatException>(() => DataEnvelope.Read(bytes));
        Assert.Equal("0.2.0", DataEnvelope.TryReadVersions(bytes)!.Interpreter.ToString());
        Assert.Null(DataEnvelope.TryReadVersions(bytes.AsMemory(0, 10)));
    }

    [Theory]
    [InlineData("0.61.0", "0.61.0", 0)]
    [InlineData("0.61.0-alpha", "0.61.0", -1)]
    [InlineData("0.61.0+1", "0.61.0", 1)]
    [InlineData("0.9.0", "0.61.0", -1)]
    [InlineData("1.0.0-alpha.2", "1.0.0-alpha.10", -1)]
    [InlineData("1.0.0-alpha.beta", "1.0.0-alpha.1", 1)]
    [InlineData("1.0.0-alpha", "1.0.0-alpha.1", -1)]
    public void Versions_are_ordered_as_semver_says(string left, string right, int order)
    {
        Assert.True(SemanticVersion.TryParse(left, out SemanticVersion first));
        Assert.True(SemanticVersion.TryParse(right, out SemanticVersion second));
        Assert.Equal(order, Math.Sign(first.CompareTo(second)));
        Assert.Equal(left, first.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.x")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3+")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.99999999999999999999")]
    public void Other_texts_are_no_versions(string text) => Assert.False(SemanticVersion.TryParse(text, out _));

    [Fact]
    public void Damaged_envelopes_throw_nothing_but_the_documented_exception()
    {
        Random random = new(8);
        byte[] seed = GoldenFile.Bytes("worked-example.first.bin");
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. seed];
            bytes[random.Next(70)] = (byte)random.Next(256);
            int length = random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length;
            DataEnvelope.TryReadVersions(bytes.AsMemory(0, length));
            try
            {
                DataEnvelope.Read(bytes.AsMemory(0, length));
                read++;
            }
            catch (DataFormatException)
            {
                // the documented outcome
            }
        }

        Assert.InRange(read, 500, 19_500);
    }

    private static byte[] Envelope(params (string Key, Action<MessagePackWriter> Write)[] entries)
    {
        ArrayBufferWriter<byte> bytes = new();
        MessagePackWriter writer = new(bytes);
        writer.WriteMapHeader(entries.Length);
        foreach ((string key, Action<MessagePackWriter> write) in entries)
        {
            writer.WriteString(key);
            write(writer);
        }

        return bytes.WrittenSpan.ToArray();
    }
}

using System.Buffers;
using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Tests.Encoding;

public sealed class VarintTests
{
    /// <summary>The examples of multiformats/unsigned-varint, and the ends of the range.</summary>
    [Theory]
    [InlineData(1UL, "01")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(255UL, "ff01")]
    [InlineData(300UL, "ac02")]
    [InlineData(16384UL, "808001")]
    [InlineData(0UL, "00")]
    [InlineData(0x0201UL, "8104")]
    [InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void Published_examples_go_both_ways(ulong value, string hex)
    {
        ArrayBufferWriter<byte> output = new();
        Varint.Write(output, value);
        Assert.Equal(hex, Convert.ToHexStringLower(output.WrittenSpan));
        Assert.Equal(hex.Length / 2, Varint.Length(value));
        Assert.Equal(VarintStatus.Done, Varint.TryRead(Convert.FromHexString(hex + "99"), out ulong read, out int length));
        Assert.Equal((value, hex.Length / 2), (read, length));
    }

    [Theory]
    [InlineData("", VarintStatus.NeedsMore)]
    [InlineData("80", VarintStatus.NeedsMore)]
    [InlineData("8000", VarintStatus.Malformed)]
    [InlineData("ffffffffffffffffff02", VarintStatus.Malformed)]
    [InlineData("8080808080808080808080", VarintStatus.Malformed)]
    public void Incomplete_overlong_and_oversized_forms_are_told_apart(string hex, VarintStatus status) =>
        Assert.Equal(status, Varint.TryRead(Convert.FromHexString(hex), out _, out _));
}

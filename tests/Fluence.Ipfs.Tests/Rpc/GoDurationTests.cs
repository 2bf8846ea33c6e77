using System.Globalization;
using Fluence.Ipfs.Rpc;

namespace Fluence.Ipfs.Tests.Rpc;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("250", 250)]
    [InlineData("2us", 0.002)]
    [InlineData("99999999999999999999h", int.MaxValue)]
    public void Durations_are_read(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out TimeSpan duration), text.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("s")]
    [InlineData("1s 2s")]
    public void Other_texts_are_none(string? text) => Assert.False(GoDuration.TryParse(text, out _));
}

using Fluence.Cli.Chain;

namespace Fluence.Cli.Tests.Market;

/// <summary>Names of providers come from strangers, and are shown on terminals.</summary>
public sealed class ProviderNameTests
{
    [Theory]
    [InlineData("Acme", "Acme")]
    [InlineData(" Acme\u00e9 ", "Acme\u00e9")]
    [InlineData("a\u001b[2Jb", "a\ufffd[2Jb")]
    [InlineData("a\nb\rc", "a\ufffdb\ufffdc")]
    [InlineData("a\u202eb", "a\ufffdb")]
    [InlineData("", "")]
    public void Nothing_in_them_moves_the_cursor(string name, string shown) => Assert.Equal(shown, ProviderNames.Printable(name));

    [Fact]
    public void Long_ones_are_cut() => Assert.Equal(65, ProviderNames.Printable(new string('x', 100_000)).Length);
}

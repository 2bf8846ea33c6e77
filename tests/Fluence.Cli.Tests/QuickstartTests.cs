using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests;

public sealed class QuickstartTests
{
    [Theory]
    [InlineData("Ada")]
    [InlineData("[red]\"x\"[/]")]
    public async Task It_prints_an_answer_from_each_of_three_peers_and_valid_signatures(string name)
    {
        Outcome outcome = await CommandLine.RunAsync("quickstart", "--name", name);
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        string[] lines = outcome.Output.Split('\n');
        string[] peers = [.. Enumerable.Range(1, 3)
            .Select(number => lines.First(line => line.StartsWith($"  peer {number}", StringComparison.Ordinal)))
            .Select(line => line[(line.LastIndexOf('/') + 1)..])];
        Assert.Equal(3, peers.Distinct().Count());
        Assert.All(peers, peer => Assert.Single(lines, line => line == $"  hello {name}, this is {peer}"));

        string[] signatures = [.. lines.SkipWhile(line => line != "✓ the signatures, verified").Skip(1).TakeWhile(line => line[0] == ' ')];
        Assert.Equal(4, signatures.Length);
        Assert.All(signatures, line => Assert.EndsWith(", valid", line, StringComparison.Ordinal));
        Assert.All(peers, peer => Assert.Single(signatures, line => line.Contains(peer, StringComparison.Ordinal)));
    }
}

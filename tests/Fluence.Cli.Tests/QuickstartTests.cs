using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests;

public sealed class QuickstartTests
{
    [Fact]
    public async Task It_goes_the_whole_way_and_survives_the_loss_of_a_peer()
    {
        const string Name = "[red]\"Ada\"[/]";
        await using FluenceProcess process = FluenceProcess.Start("quickstart", "--name", Name);
        // each step tells what it does, so that the whole may take as long as it takes
        List<string> lines = await process.ReadLinesAsync();
        Assert.Equal("", await process.Error);
        Assert.Equal(ExitCodes.Success, await process.ExitAsync());
        string[] commands = [.. lines.Where(line => line.StartsWith("$ fluence ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.Equal(["init", "local", "build", "deploy", "run", "local", "run"], commands);

        string[] answers = [.. lines.Where(line => line.Contains("[red]\\\"Ada\\\"[/]", StringComparison.Ordinal)
            && !line.StartsWith('$'))];
        Assert.Equal(2, answers.Length);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(3, lines.Count(line => line.Contains("hello: made service", StringComparison.Ordinal)));
        Assert.Contains("  ✓ all signatures hold", lines);
        Assert.Contains(lines, line => line.Contains("hello.greeting", StringComparison.Ordinal)
            && line.Contains("on peer-1", StringComparison.Ordinal));
    }
}

using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

public sealed class MarketQuickstartTests
{
    [AnvilFact]
    public async Task A_deal_goes_its_whole_way_and_every_payment_adds_up()
    {
        await using FluenceProcess process = FluenceProcess.Start(
            new Dictionary<string, string> { ["FLUENCE_ANVIL"] = Anvil.File }, "quickstart", "--market", "--name", "Ada");
        List<string> lines = await process.ReadLinesAsync();
        Assert.True(await process.ExitAsync() == ExitCodes.Success, $"{string.Join('\n', lines)}\n{await process.Error}");
        Assert.Equal("", await process.Error);
        string[] answers = [.. lines.Where(static line => line.EndsWith(", Ada\"", StringComparison.Ordinal))];
        Assert.Equal(3, answers.Length);
        Assert.Single(answers.Distinct());

        // two were matched and one joined; one left, the fourth took its place, and all three changed their application
        Assert.Contains(lines, static line => line.Contains("2 compute units joined the deal", StringComparison.Ordinal));
        Assert.True(
            lines.FindIndex(static line => line.Contains("2 compute units joined", StringComparison.Ordinal))
            < lines.FindIndex(static line => line.Contains("any provider can pick it up", StringComparison.Ordinal)));
        Assert.Equal(9, lines.Count(static line => line.Contains(" runs the worker ", StringComparison.Ordinal)));
        string[] peers = [.. lines.Where(static line => line.Contains(" runs the worker ", StringComparison.Ordinal))
            .Select(static line => line.Trim().Split(' ')[0]).Distinct()];
        Assert.Equal(4, peers.Length);

        string[] pay = [.. lines.Where(static line => line.Trim().StartsWith("provider-", StringComparison.Ordinal)
            && line.Contains("has got", StringComparison.Ordinal))];
        Assert.Equal(4, pay.Length);
        Assert.DoesNotContain(pay, static line => line.Contains("has got 0.0 USDC", StringComparison.Ordinal));
        Assert.Contains("  every payment adds up, and nothing is left in the deal", lines);
        Assert.Contains(lines, static line => line.Contains("the workers are gone, with their services, spells and modules", StringComparison.Ordinal));
    }
}

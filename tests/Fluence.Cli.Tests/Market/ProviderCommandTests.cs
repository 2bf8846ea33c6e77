using System.Text.Json;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>A provider's way by the commands, on a chain of its own.</summary>
public sealed class ProviderCommandTests
{
    private const int Provider = 1, Developer = 2;
    private const string App = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    [AnvilFact]
    public async Task A_provider_registers_offers_commits_and_changes_its_offer()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        await market.RunAsync(Provider, "provider", "init", "--noxes", "2", "--units", "3", "--name", "Acme", "--price", "0.5");
        JsonElement peers = JsonDocument.Parse(await market.RunAsync(Provider, "provider", "info", "--json"))
            .RootElement.GetProperty("computePeers");
        Assert.Equal(2, peers.GetArrayLength());

        Assert.Contains("Acme is a provider", await market.RunAsync(Provider, "provider", "register"));
        Assert.Contains("is the provider 'Acme' already", await market.FailAsync(Provider, "provider", "register"));
        Assert.Contains("nox-1", await market.RunAsync(Provider, "provider", "tokens-distribute", "--amount", "2.5"));
        Assert.Equal(
            2_500_000_000_000_000_000,
            await market.Anvil.Client.GetBalanceAsync(Ethereum.Address.Parse(peers[0].GetProperty("walletAddress").GetString()!)));

        Assert.Contains("2 peers with 6 compute units", await market.RunAsync(Provider, "provider", "offer-create"));
        Assert.Contains("was made already", await market.FailAsync(Provider, "provider", "offer-create"));
        Assert.Contains("committed nox-0", await market.RunAsync(Provider, "provider", "cc-create"));
        Assert.Contains("WaitDelegation", await market.RunAsync(Provider, "provider", "cc-info", "--nox-names", "nox-0"));
        Assert.Contains("removed the commitment of nox-1", await market.RunAsync(Provider, "provider", "cc-remove", "--nox-names", "nox-1"));
        Assert.Contains("1 commitments begin", await market.RunAsync(Provider, "provider", "cc-activate"));
        Assert.Contains("WaitStart", await market.RunAsync(Provider, "provider", "cc-info", "--nox-names", "nox-0"));

        // nox-1 has no commitment, so its units may change; the price may always
        string file = Path.Combine(market.Path, "provider.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"0.5\"", "\"0.25\"", StringComparison.Ordinal)
            .Replace("nox-1:\n    computeUnits: 3", "nox-1:\n    computeUnits: 5", StringComparison.Ordinal)
            .Replace("    computePeers: [nox-0, nox-1]", $"    computePeers: [nox-0, nox-1]\n    effectors: [{App}]", StringComparison.Ordinal));
        string update = await market.RunAsync(Provider, "provider", "offer-update");
        Assert.Contains("the price is 0.25 USDC now", update);
        Assert.Contains("nox-1 has 5 compute units now", update);
        Assert.Contains($"added effectors: {App}", update);
        Assert.Contains("is as the file says", await market.RunAsync(Provider, "provider", "offer-update"));
        string info = await market.RunAsync(Provider, "provider", "offer-info");
        Assert.Contains("at least 0.25 USDC", info);
        Assert.Contains("5 compute units, 0 of them in deals", info);

        string collected = await market.RunAsync(Provider, "provider", "tokens-withdraw", "--amount", "max", "--nox-names", "nox-1");
        Assert.Contains("nox-1", collected);
        Assert.Contains("gave 2.49", collected);
    }

    [AnvilFact]
    public async Task A_deal_is_made_matched_paid_into_and_ended()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        await market.RunAsync(Provider, "provider", "init", "--noxes", "2", "--units", "1", "--price", "0.5");
        await market.RunAsync(Provider, "provider", "register");
        await market.RunAsync(Provider, "provider", "offer-create");
        await market.RunAsync(Provider, "provider", "cc-create");

        string[] terms =
        [
            "--app-cid", App, "--min-workers", "2", "--target-workers", "2", "--max-workers-per-provider", "2",
            "--price-per-worker-epoch", "0.5", "--initial-balance", "3",
        ];
        string made = await market.RunAsync(Developer, ["deal", "create", .. terms]);
        string deal = made.Split(' ').First(static word => word.StartsWith("0x", StringComparison.Ordinal)).TrimEnd(';');
        Assert.Contains("compute units found, 2 needed", await market.FailAsync(Developer, "deal", "workers-add", "--deal-ids", deal));

        await market.RunAsync(Provider, "provider", "cc-activate");
        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(15));
        Assert.Contains("2 compute units joined", await market.RunAsync(Developer, "deal", "workers-add", "--deal-ids", deal));
        Assert.Contains("has all the workers that it wants", await market.RunAsync(Developer, "deal", "workers-add", "--deal-ids", deal));
        string info = await market.RunAsync(Developer, "deal", "info", "--deal-ids", deal);
        Assert.Contains("NotEnoughWorkers", info);
        Assert.Contains("none yet", info);
        Assert.Contains($"provider     defaultProvider ({market.Anvil.Accounts[Provider].Address})", info);
        Assert.Contains("nox-1", await market.RunAsync(Provider, "provider", "deal-list"));
        Assert.Contains("nothing to get", await market.RunAsync(Provider, "provider", "deal-rewards-withdraw"));

        await market.RunAsync(Developer, "deal", "deposit", "1.5", "--deal-ids", deal);
        Assert.Contains("4.5 USDC", await market.RunAsync(Developer, "deal", "info", "--deal-ids", deal));
        await market.RunAsync(Developer, "deal", "withdraw", "2.5", "--deal-ids", deal);
        Assert.Contains("Deal.withdraw was refused", await market.FailAsync(Developer, "deal", "withdraw", "0.1", "--deal-ids", deal));
        const string other = "bafkreicmlg4we47bl5pzc2vmcajuwbyjdped5tpn5ga2kb557qa3qzugea";
        await market.RunAsync(Developer, "deal", "change-app", deal, other);
        Assert.Contains(other, await market.RunAsync(Developer, "deal", "info", "--deal-ids", deal));
        Assert.Contains("nox-0 has left", await market.RunAsync(Provider, "provider", "deal-exit", "--deal-ids", deal));
        Assert.Contains("none of the provider's peers is in a deal", await market.RunAsync(Provider, "provider", "deal-list"));
        await market.RunAsync(Developer, "deal", "stop", "--deal-ids", deal);
        Assert.Contains("Ended", await market.RunAsync(Developer, "deal", "info", "--deal-ids", deal));
        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("took 2.0 USDC", await market.RunAsync(Developer, "deal", "withdraw", "all", "--deal-ids", deal));
    }

    [AnvilFact]
    public async Task Collateral_comes_from_a_delegator_and_goes_back_when_the_commitment_has_failed()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        await market.RunAsync(Provider, "provider", "init", "--noxes", "1", "--units", "1");
        await market.RunAsync(Provider, "provider", "register");
        await market.RunAsync(Provider, "provider", "offer-create");
        string made = await market.RunAsync(Provider, "provider", "cc-create");
        string id = made[(made.IndexOf("(0x", StringComparison.Ordinal) + 1)..].TrimEnd().TrimEnd(')');
        Assert.Contains("1 commitments begin", await market.RunAsync(Developer, "delegator", "collateral-add", id));
        Assert.Contains("no commitment that is Inactive or Failed", await market.FailAsync(Developer, "delegator", "collateral-withdraw", id));
        Assert.Contains("nothing unlocked", await market.RunAsync(Developer, "delegator", "reward-withdraw", id));

        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(15 * 30));
        Assert.Contains("Failed", await market.RunAsync(Provider, "provider", "cc-info"));
        Assert.Contains("the collateral of", await market.RunAsync(Provider, "provider", "cc-collateral-withdraw", "--max-cus", "1"));
    }

    [AnvilFact]
    public async Task Mistakes_say_what_is_wrong_and_what_to_do()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        Assert.Contains("`fluence provider init` makes one", await market.FailAsync(Provider, "provider", "register"));
        await market.RunAsync(Provider, "provider", "init", "--noxes", "1", "--units", "1");
        Assert.Contains("has no peer 'x'; computePeers are nox-0", await market.FailAsync(Provider, "provider", "cc-create", "--nox-names", "x"));
        Assert.Contains("has no offer 'x'; offers are offer", await market.FailAsync(Provider, "provider", "cc-create", "--offers", "x"));
        Assert.Contains("--amount is 'much', expected an amount of FLT", await market.FailAsync(
            Provider, "provider", "tokens-distribute", "--amount", "much"));
        Assert.Contains("is no address of a deal", await market.FailAsync(Developer, "deal", "info", "--deal-ids", "0x12"));
        Assert.Contains("no deal was made on the network local here", await market.FailAsync(Developer, "deal", "info"));
        Assert.Contains("which is no file", await market.FailAsync(Developer, "chain", "info", "--wallet", "none"));
        Assert.Contains("--env is 'mars'", await market.FailAsync(Developer, "chain", "info", "--env", "mars"));
        Assert.Contains("where are the contracts of the network kras?", await market.FailAsync(Developer, "chain", "info", "--env", "kras"));
        Assert.Contains("cannot be reached", await market.FailAsync(Developer, "chain", "info", "--rpc", "http://127.0.0.1:1"));
        Assert.Contains("expected one like http://127.0.0.1:8545", await market.FailAsync(Developer, "chain", "info", "--rpc", "ftp://x"));
        Assert.Contains("has no market", await market.FailAsync(Developer, "chain", "info", "--contracts", Contracts(market)));
        Assert.Contains("the initial balance is 0.1 USDC", await market.FailAsync(
            Developer, "deal", "create", "--app-cid", App, "--min-workers", "1", "--target-workers", "1", "--max-workers-per-provider", "1",
            "--price-per-worker-epoch", "1", "--initial-balance", "0.1"));
    }

    private static string Contracts(MarketFolder market)
    {
        string file = Path.Combine(market.Path, "contracts.json");
        string entries = string.Join(",", new[] { "Core", "Market", "Capacity", "DealFactory", "axlUSDC", "Multicall3" }
            .Select(static name => $"\"{name}\":{{\"addr\":\"0x0000000000000000000000000000000000000001\"}}"));
        File.WriteAllText(file, $"{{{entries}}}");
        return file;
    }
}

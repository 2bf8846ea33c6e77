using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>Three providers with four peers each, all by commands; after each step the chain is asked whether it is so.</summary>
public sealed class ManyPeersTests
{
    private const int Developer = 4, Peers = 4, Units = 2;
    private const long Epoch = 3600;
    private const string App = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private const string Other = "bafkreicmlg4we47bl5pzc2vmcajuwbyjdped5tpn5ga2kb557qa3qzugea";

    private static readonly int[] Providers = [1, 2, 3];
    private static readonly BigInteger Flt = BigInteger.Pow(10, 18);

    [AnvilFact]
    public async Task Providers_offer_commit_change_and_leave_with_all_their_peers()
    {
        await using MarketFolder market = await MarketFolder.StartAsync(Epoch);
        await Task.WhenAll(Providers.Select(number => SetUpAsync(market, number)));
        Provider one = await ReadAsync(market, 1), two = await ReadAsync(market, 2), three = await ReadAsync(market, 3);
        foreach (Provider provider in (Provider[])[one, two, three])
        {
            await RegisteredAsync(market, provider);
        }

        // commitments of several peers at once: all of one provider, some of the others
        await Task.WhenAll(
            RunAsync(market, 1, "provider cc-create --nox-names all"), RunAsync(market, 2, "provider cc-create"),
            RunAsync(market, 3, "provider cc-create --nox-names nox-0,nox-1"));
        await RunAsync(market, 2, "provider cc-remove --nox-names nox-2,nox-3");
        await Task.WhenAll(Providers.Select(number => RunAsync(market, number, "provider cc-activate")));
        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(Epoch));
        Assert.Equal("Active Active Active Active", await StatusesAsync(market, one));
        Assert.Equal("Active Active none none", await StatusesAsync(market, two));
        Assert.Equal("Active Active none none", await StatusesAsync(market, three));

        await ChangeOfferAsync(market, three);
        await DealAsync(market, [one, two, three]);
        await LeaveAsync(market, one);
    }

    private static async Task SetUpAsync(MarketFolder market, int number)
    {
        await RunAsync(market, number, $"provider init --noxes {Peers} --units {Units} --name P{number} --price 0.{number}");
        await RunAsync(market, number, "provider register");
        await RunAsync(market, number, "provider tokens-distribute --amount 1.5");
        await RunAsync(market, number, "provider offer-create");
    }

    private static async Task RegisteredAsync(MarketFolder market, Provider provider)
    {
        EthereumClient chain = market.Anvil.Client;
        ComputePeer first = await PeerAsync(market, provider.Peers[0].Id);
        Offer offer = await chain.CallAsync(Deployment.Local.Market, new MarketContract.GetOffer(first.OfferId));
        Address account = market.Anvil.Accounts[provider.Number].Address;
        Assert.Equal((account, provider.Number * 100_000, Peers), (offer.Provider, offer.MinPricePerWorkerEpoch, offer.PeerCount));
        Assert.Equal(
            $"P{provider.Number}", (await chain.CallAsync(Deployment.Local.Market, new MarketContract.GetProviderInfo(account))).Name);
        foreach ((PeerId id, Address wallet) in provider.Peers)
        {
            ComputePeer peer = await PeerAsync(market, id);
            Assert.Equal((first.OfferId, wallet, (BigInteger)Units), (peer.OfferId, peer.Owner, peer.UnitCount));
            Assert.Equal(3 * Flt / 2, await chain.GetBalanceAsync(wallet));
        }
    }

    /// <summary>Units come and go, effectors too, and a peer leaves: of peers without commitments.</summary>
    private static async Task ChangeOfferAsync(MarketFolder market, Provider provider)
    {
        await EditAsync(market, provider, ("  nox-2:\n    computeUnits: 2", "  nox-2:\n    computeUnits: 5"),
            ("  nox-3:\n    computeUnits: 2", "  nox-3:\n    computeUnits: 1"),
            ("nox-2, nox-3]", $"nox-2, nox-3]\n    effectors: [{App}]"));
        await RunAsync(market, provider.Number, "provider offer-update");
        Assert.Equal("2 2 5 1", await UnitsAsync(market, provider));
        Assert.Equal(App, Assert.Single(await EffectorsAsync(market, provider)));

        await EditAsync(market, provider, ("nox-2, nox-3]", "nox-2]"), ($"effectors: [{App}]", $"effectors: [{Other}]"));
        await RunAsync(market, provider.Number, "provider offer-update");
        Assert.Equal("2 2 5 0", await UnitsAsync(market, provider));
        Assert.Equal(Other, Assert.Single(await EffectorsAsync(market, provider)));

        // the units of a committed peer stay as they are
        await EditAsync(market, provider, ("  nox-0:\n    computeUnits: 2", "  nox-0:\n    computeUnits: 3"));
        string refused = (await market.TryAsync(FolderOf(market, provider.Number), provider.Number, "provider", "offer-update")).Error;
        Assert.Contains("a peer's units change only while it has no commitment", refused, StringComparison.Ordinal);
        Assert.Equal("2 2 5 0", await UnitsAsync(market, provider));
    }

    private static async Task DealAsync(MarketFolder market, Provider[] providers)
    {
        string made = await RunAsync(market, Developer,
            $"deal create --app-cid {App} --min-workers 2 --target-workers 3 --max-workers-per-provider 1 --price-per-worker-epoch 1");
        string deal = made.Split(' ').First(static word => word.StartsWith("0x", StringComparison.Ordinal)).TrimEnd(';');
        await RunAsync(market, Developer, $"deal workers-add --deal-ids {deal}");
        Assert.Equal("1 2 3", await InDealAsync(market, deal));

        await RunAsync(market, 2, $"provider deal-exit --deal-ids {deal}");
        Assert.Equal("1 3", await InDealAsync(market, deal));
        await RunAsync(market, 1, "provider deal-exit --all");
        Assert.Equal("3", await InDealAsync(market, deal));
        foreach ((PeerId id, _) in providers[..2].SelectMany(static provider => provider.Peers))
        {
            Assert.All(
                await market.Anvil.Client.CallAsync(Deployment.Local.Market, new MarketContract.GetComputeUnits(id.ToChain())),
                static unit => Assert.Equal(Address.Zero, unit.Deal));
        }
    }

    /// <summary>The peers' money and the collateral come back to the provider.</summary>
    private static async Task LeaveAsync(MarketFolder market, Provider provider)
    {
        EthereumClient chain = market.Anvil.Client;
        await RunAsync(market, provider.Number, "provider tokens-withdraw --amount 0.5 --nox-names nox-0,nox-1");
        await RunAsync(market, provider.Number, "provider tokens-withdraw --amount max --nox-names nox-2");
        BigInteger[] left = await Task.WhenAll(provider.Peers.Select(peer => chain.GetBalanceAsync(peer.Wallet)));
        Assert.InRange(left[0], 99 * Flt / 100, Flt);
        Assert.InRange(left[1], 99 * Flt / 100, Flt);
        Assert.InRange(left[2], 0, Flt / 100);
        Assert.Equal(3 * Flt / 2, left[3]);

        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(40 * Epoch));
        Assert.Equal("Failed Failed Failed Failed", await StatusesAsync(market, provider));
        BigInteger before = await chain.GetBalanceAsync(market.Anvil.Accounts[provider.Number].Address);
        await RunAsync(market, provider.Number, "provider cc-collateral-withdraw --max-cus 1");
        Assert.Equal("none none none none", await StatusesAsync(market, provider));
        Assert.True(await chain.GetBalanceAsync(market.Anvil.Accounts[provider.Number].Address) > before);
    }

    /// <summary>The accounts of the providers that are in a deal.</summary>
    private static async Task<string> InDealAsync(MarketFolder market, string deal)
    {
        ImmutableArray<Address> accounts = [.. market.Anvil.Accounts.Select(static wallet => wallet.Address)];
        return string.Join(' ', (await market.Anvil.Client.CallAsync(Address.Parse(deal), new DealContract.GetComputeUnits()))
            .Select(unit => accounts.IndexOf(unit.Provider)).Order());
    }

    /// <summary>How many units each peer has.</summary>
    private static async Task<string> UnitsAsync(MarketFolder market, Provider provider)
    {
        List<int> counts = [];
        foreach ((PeerId id, _) in provider.Peers)
        {
            counts.Add((await market.Anvil.Client.CallAsync(
                Deployment.Local.Market, new MarketContract.GetComputeUnitIds(id.ToChain()))).Length);
        }

        return string.Join(' ', counts);
    }

    /// <summary>The effectors of a provider's offer, of the events that say so.</summary>
    private static async Task<IEnumerable<string>> EffectorsAsync(MarketFolder market, Provider provider)
    {
        Bytes32 offer = (await PeerAsync(market, provider.Peers[0].Id)).OfferId;
        HashSet<string> there = [];
        LogFilter all = new() { Addresses = [Deployment.Local.Market], From = BlockTag.Earliest };
        foreach (Log log in await market.Anvil.Client.GetLogsAsync(all))
        {
            if (MarketContract.EffectorAddedEvent.TryDecode(log, out MarketContract.EffectorAddedEvent? added) && added.OfferId == offer)
            {
                there.Add(added.Effector.ToText());
            }
            else if (MarketContract.EffectorRemovedEvent.TryDecode(log, out MarketContract.EffectorRemovedEvent? removed)
                && removed.OfferId == offer)
            {
                there.Remove(removed.Effector.ToText());
            }
        }

        return there;
    }

    /// <summary>How the commitment of each peer is.</summary>
    private static async Task<string> StatusesAsync(MarketFolder market, Provider provider)
    {
        List<string> statuses = [];
        foreach ((PeerId id, _) in provider.Peers)
        {
            Bytes32 commitment = (await PeerAsync(market, id)).CommitmentId;
            statuses.Add(commitment == Bytes32.Zero ? "none" : ((CommitmentStatus)await market.Anvil.Client.CallAsync(
                Deployment.Local.Capacity, new CapacityContract.GetStatus(commitment))).ToString());
        }

        return string.Join(' ', statuses);
    }

    private static Task<ComputePeer> PeerAsync(MarketFolder market, PeerId peer) =>
        market.Anvil.Client.CallAsync(Deployment.Local.Market, new MarketContract.GetComputePeer(peer.ToChain()));

    private static async Task<Provider> ReadAsync(MarketFolder market, int number) => new(number,
    [
        .. JsonDocument.Parse(await RunAsync(market, number, "provider info --json"))
            .RootElement.GetProperty("computePeers").EnumerateArray()
            .Select(static peer => (PeerId.Parse(peer.GetProperty("peerId").GetString()!),
                Address.Parse(peer.GetProperty("walletAddress").GetString()!))),
    ]);

    private static async Task EditAsync(MarketFolder market, Provider provider, params (string From, string To)[] changes)
    {
        string file = Path.Combine(FolderOf(market, provider.Number), "provider.yaml"), text = await File.ReadAllTextAsync(file);
        foreach ((string from, string to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(file, text);
    }

    private static string FolderOf(MarketFolder market, int number) => Path.Combine(market.Path, $"account-{number}");

    private static Task<string> RunAsync(MarketFolder market, int number, string line) =>
        market.RunInAsync(FolderOf(market, number), number, line.Split(' '));

    private sealed record Provider(int Number, ImmutableArray<(PeerId Id, Address Wallet)> Peers);
}

using System.Collections.Immutable;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary><c>fluence chain proof</c>: proofs that a chain with mocked checks counts.</summary>
public sealed class ChainProofTests
{
    private const int Provider = 1;
    private const long Epoch = 3600;

    [AnvilFact]
    public async Task Made_up_proofs_are_counted_for_all_units_and_earn_rewards()
    {
        await using MarketFolder market = await MarketFolder.StartAsync(Epoch);
        await market.RunAsync(Provider, "provider", "init", "--noxes", "2", "--units", "2");
        await market.RunAsync(Provider, "provider", "register");
        await market.RunAsync(Provider, "provider", "tokens-distribute", "--amount", "1");
        await market.RunAsync(Provider, "provider", "offer-create");
        await market.RunAsync(Provider, "provider", "cc-create");
        await market.RunAsync(Provider, "provider", "cc-activate");
        Assert.Equal(
            "fluence: no proof was counted on the network local; `fluence provider cc-info` shows the peers' commitments",
            await market.FailAsync(Provider, "chain", "proof"));
        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(Epoch));

        string told = await market.RunAsync(Provider, "chain", "proof");
        Assert.Contains("nox-0: 2 proofs of 2 compute units are counted in epoch ", told, StringComparison.Ordinal);
        Assert.Contains("nox-1: 2 proofs of 2 compute units are counted in epoch ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("nox-0", await market.RunAsync(Provider, "chain", "proof", "--nox-names", "nox-1"), StringComparison.Ordinal);
        ImmutableArray<Log> proofs = await market.Anvil.Client.GetLogsAsync(new LogFilter
        {
            Addresses = [Deployment.Local.Capacity], Topics = [[CapacityContract.ProofSubmittedEvent.Topic]], From = BlockTag.Earliest,
        });
        Assert.Equal(6, proofs.Length);
        Assert.Equal(6, proofs.Select(static log => CapacityContract.ProofSubmittedEvent.TryDecode(
            log, out CapacityContract.ProofSubmittedEvent? proof) ? proof.LocalUnitNonce : default).Distinct().Count());

        // an epoch needs two proofs of a unit: only nox-1 has them; it is reckoned with the next proof
        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(Epoch));
        await market.RunAsync(Provider, "chain", "proof");
        JsonElement peers = JsonDocument.Parse(await market.RunAsync(Provider, "provider", "info", "--json"))
            .RootElement.GetProperty("computePeers");
        await using TransactionSender sender = market.Anvil.Sender();
        Assert.Equal(0, await RewardsAsync(sender, peers[0]));
        Assert.True(await RewardsAsync(sender, peers[1]) > 0);
    }

    private static async Task<System.Numerics.BigInteger> RewardsAsync(TransactionSender sender, JsonElement peer)
    {
        PeerId id = PeerId.Parse(peer.GetProperty("peerId").GetString()!);
        ComputePeer there = await sender.Client.CallAsync(Deployment.Local.Market, new MarketContract.GetComputePeer(id.ToChain()));
        return await new CommitmentClient(sender, Deployment.Local).GetTotalRewardsAsync(there.CommitmentId);
    }
}

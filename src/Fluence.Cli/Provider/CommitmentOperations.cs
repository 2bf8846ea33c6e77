using System.Collections.Immutable;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Provider;

/// <summary>What a provider does with the commitments of its peers.</summary>
/// <param name="session">The chain, and the provider's account.</param>
/// <param name="provider">The files.</param>
/// <param name="report">Told of each step.</param>
internal sealed class CommitmentOperations(ChainSession session, ProviderContext provider, Action<string> report)
{
    private readonly CommitmentClient _commitments = new(session.Sender, session.Contracts);

    /// <summary>The commitment of a peer; null if it has none.</summary>
    public async Task<Bytes32?> FindAsync(ProviderPeer peer, CancellationToken cancellation)
    {
        try
        {
            Market.Contracts.ComputePeer there = await session.Client.CallAsync(
                session.Contracts.Market, new MarketContract.GetComputePeer(peer.Key.PeerId.ToChain()), cancellation: cancellation);
            return there.CommitmentId == Bytes32.Zero ? null : there.CommitmentId;
        }
        catch (ContractRevertedException)
        {
            return null;
        }
    }

    /// <summary>The commitments of peers that have one.</summary>
    public async Task<ImmutableArray<(ProviderPeer Peer, Bytes32 Id)>> FindAsync(
        IEnumerable<ProviderPeer> peers, CancellationToken cancellation)
    {
        List<(ProviderPeer, Bytes32)> found = [];
        foreach (ProviderPeer peer in peers)
        {
            if (await FindAsync(peer, cancellation) is { } id)
            {
                found.Add((peer, id));
            }
        }

        return [.. found];
    }

    /// <summary>The commitments of peers that wait for their collateral.</summary>
    public async Task<ImmutableArray<Bytes32>> WaitingAsync(IEnumerable<ProviderPeer> peers, CancellationToken cancellation)
    {
        List<Bytes32> waiting = [];
        foreach ((_, Bytes32 id) in await FindAsync(peers, cancellation))
        {
            if ((await _commitments.GetAsync(id, cancellation: cancellation)).Status == CommitmentStatus.WaitDelegation)
            {
                waiting.Add(id);
            }
        }

        return [.. waiting];
    }

    /// <summary>Commits peers for as long as the file says.</summary>
    /// <exception cref="CommandException">The file says it for none of them, or for too short a time.</exception>
    public async Task CreateAsync(IReadOnlyCollection<ProviderPeer> peers, CancellationToken cancellation)
    {
        Address core = session.Contracts.Core;
        BigInteger epoch = await session.Client.CallAsync(core, new CoreContract.EpochDuration(), cancellation: cancellation);
        BigInteger least = await session.Client.CallAsync(core, new CoreContract.MinDuration(), cancellation: cancellation);
        foreach (ProviderPeer peer in peers)
        {
            if (!provider.Yaml.CapacityCommitments.TryGetValue(peer.Name, out ProviderCommitment? settings))
            {
                throw new CommandException($"{provider.Folder.ProviderFile} has no capacityCommitments.{peer.Name}");
            }

            BigInteger epochs = HumanDuration.Seconds(settings.Duration)!.Value / epoch;
            if (epochs < least)
            {
                throw new CommandException($"capacityCommitments.{peer.Name}.duration of {provider.Folder.ProviderFile} is "
                    + $"'{settings.Duration}', which is {epochs} epochs of {epoch} s; the network demands {least} epochs, "
                    + $"{least * epoch} s");
            }

            Address? delegator = settings.Delegator is not { } text ? null
                : Address.TryParse(text, out Address parsed) ? parsed
                : throw new CommandException(
                    $"capacityCommitments.{peer.Name}.delegator of {provider.Folder.ProviderFile} is '{text}', which is no address");
            BigInteger rate = new(settings.RewardDelegationRate / 100 * DeploymentParameters.Precision);
            Bytes32 id = await _commitments.CreateAsync(peer.Key.PeerId, epochs, rate, delegator, cancellation);
            report($"committed {peer.Name} for {epochs} epochs ({id})");
        }
    }

    /// <summary>Deposits the collateral of commitments.</summary>
    public async Task ActivateAsync(ImmutableArray<Bytes32> commitments, CancellationToken cancellation)
    {
        if (commitments.IsEmpty)
        {
            return;
        }

        BigInteger collateral = BigInteger.Zero;
        foreach (Bytes32 id in commitments)
        {
            collateral += (await _commitments.GetAsync(id, cancellation: cancellation)).Collateral;
        }

        await _commitments.DepositCollateralAsync(commitments, cancellation);
        report($"deposited {TokenAmount.Flt.Text(collateral)} of collateral; {commitments.Length} commitments begin with the next epoch, "
            + "and their peers have to prove their capacity in each from then on");
    }
}

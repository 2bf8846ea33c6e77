using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Market.Offers;
using Fluence.Primitives.Content;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Provider;

/// <summary>Makes offers as a provider's file says, and keeps them so.</summary>
/// <param name="session">The chain, and the provider's account.</param>
/// <param name="provider">The files.</param>
/// <param name="report">Told of each step.</param>
internal sealed class OfferOperations(ChainSession session, ProviderContext provider, Action<string> report)
{
    private readonly OfferClient _offers = new(session.Sender, session.Contracts);
    private readonly string _artifacts = provider.Folder.ProviderArtifactsFile;

    /// <summary>The id of an offer that was made on this network; null if it was not.</summary>
    public Bytes32? Id(string name) =>
        ProviderArtifactsYaml.Load(_artifacts).Of(session.Network).TryGetValue(name, out string? text)
        && Bytes32.TryParse(text, out Bytes32 id) ? id : null;

    /// <summary>Whether an offer was made, and the chain still knows it.</summary>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellation) =>
        Id(name) is { } id && await FindAsync(id, cancellation) is not null;

    /// <summary>An offer on the chain; null if there is none.</summary>
    public async Task<Offer?> FindAsync(Bytes32 id, CancellationToken cancellation)
    {
        try
        {
            return await session.Client.CallAsync(session.Contracts.Market, new MarketContract.GetOffer(id), cancellation: cancellation);
        }
        catch (ContractRevertedException)
        {
            return null;
        }
    }

    /// <summary>Makes an offer with all its peers, and notes its id.</summary>
    /// <exception cref="CommandException">Something in the file is not what contracts take.</exception>
    public async Task<Bytes32> CreateAsync(string name, CancellationToken cancellation)
    {
        ProviderOffer offer = provider.Yaml.Offers[name];
        OfferTerms terms = new(Price(name, offer), [.. provider.PeersOf([name]).Select(Offered)])
        {
            Effectors = Effectors(name, offer),
            MinProtocolVersion = offer.MinProtocolVersion,
            MaxProtocolVersion = offer.MaxProtocolVersion,
        };
        Bytes32 id = await _offers.CreateAsync(terms, cancellation);
        ProviderArtifactsYaml.Load(_artifacts).With(session.Network, name, id.ToString()).Save(_artifacts);
        report($"offered {name}: {terms.Peers.Length} peers with {terms.Peers.Sum(static peer => peer.Units.Length)} compute units, "
            + $"at least {TokenAmount.Usdc.Text(terms.MinPricePerWorkerEpoch)} for a worker in an epoch ({id})");
        return id;
    }

    /// <summary>Changes an offer on the chain to what the file says: its price, effectors, peers and their units.</summary>
    /// <exception cref="CommandException">The offer is not on the chain.</exception>
    public async Task UpdateAsync(string name, CancellationToken cancellation)
    {
        Bytes32 id = Id(name) ?? throw NotMade(name);
        Offer there = await FindAsync(id, cancellation) ?? throw NotMade(name);
        session.RequireAccount(name, there.Provider);
        ProviderOffer offer = provider.Yaml.Offers[name];
        int steps = 0;
        void Told(string what)
        {
            steps++;
            report($"{name}: {what}");
        }

        BigInteger price = Price(name, offer);
        if (there.MinPricePerWorkerEpoch != price)
        {
            await _offers.ChangePriceAsync(id, price, cancellation);
            Told($"the price is {TokenAmount.Usdc.Text(price)} now");
        }

        OfferHistory history = await OfferHistory.ReadAsync(session, id, cancellation);
        ImmutableArray<Cid> effectors = Effectors(name, offer);
        ImmutableArray<Cid> added = [.. effectors.Except(history.Effectors)], removed = [.. history.Effectors.Except(effectors)];
        if (!added.IsEmpty)
        {
            await _offers.AddEffectorsAsync(id, added, cancellation);
            Told($"added effectors: {string.Join(", ", added)}");
        }

        if (!removed.IsEmpty)
        {
            await _offers.RemoveEffectorsAsync(id, removed, cancellation);
            Told($"removed effectors: {string.Join(", ", removed)}");
        }

        ImmutableArray<ProviderPeer> peers = provider.PeersOf([name]);
        foreach (Bytes32 gone in history.Peers.Except(peers.Select(static peer => peer.Key.PeerId.ToChain())))
        {
            foreach (Bytes32 unit in await _offers.GetUnitsAsync(gone.ToPeerId(), cancellation))
            {
                await _offers.RemoveUnitAsync(unit, cancellation);
            }

            await _offers.RemovePeerAsync(gone.ToPeerId(), cancellation);
            Told($"removed the peer {gone.ToPeerId()}");
        }

        ImmutableArray<ProviderPeer> more = [.. peers.Where(peer => !history.Peers.Contains(peer.Key.PeerId.ToChain()))];
        if (!more.IsEmpty)
        {
            await _offers.AddPeersAsync(id, [.. more.Select(Offered)], cancellation);
            Told($"added the peers {string.Join(", ", more.Select(static peer => peer.Name))}");
        }

        foreach (ProviderPeer peer in peers.Except(more))
        {
            await UpdateUnitsAsync(peer, Told, cancellation);
        }

        if (steps == 0)
        {
            report($"{name} is as the file says");
        }
    }

    private async Task UpdateUnitsAsync(ProviderPeer peer, Action<string> told, CancellationToken cancellation)
    {
        ImmutableArray<Bytes32> units = await _offers.GetUnitsAsync(peer.Key.PeerId, cancellation);
        int wanted = peer.Settings.ComputeUnits;
        if (wanted > units.Length)
        {
            await _offers.AddUnitsAsync(peer.Key.PeerId, NewUnits(wanted - units.Length), cancellation);
        }

        foreach (Bytes32 unit in units.Skip(wanted))
        {
            await _offers.RemoveUnitAsync(unit, cancellation);
        }

        if (wanted != units.Length)
        {
            told($"{peer.Name} has {wanted} compute units now");
        }
    }

    private CommandException NotMade(string name) => new(
        $"the offer '{name}' is not on the network {session.Network}; `fluence provider offer-create --offers {name}` makes it");

    private BigInteger Price(string name, ProviderOffer offer) =>
        TokenAmount.Usdc.Parse(offer.MinPricePerWorkerEpoch, $"offers.{name}.minPricePerWorkerEpoch of {provider.Folder.ProviderFile}");

    private ImmutableArray<Cid> Effectors(string name, ProviderOffer offer) => [.. offer.Effectors.Select(text =>
        Cid.TryParse(text, out Cid cid) ? cid
            : throw new CommandException($"offers.{name}.effectors of {provider.Folder.ProviderFile} has '{text}', which is no CID"))];

    private static OfferedPeer Offered(ProviderPeer peer) =>
        new(peer.Key.PeerId, peer.Wallet.Address, NewUnits(peer.Settings.ComputeUnits));

    private static ImmutableArray<Bytes32> NewUnits(int count) =>
        [.. Enumerable.Range(0, count).Select(static _ => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(Bytes32.Length)))];
}

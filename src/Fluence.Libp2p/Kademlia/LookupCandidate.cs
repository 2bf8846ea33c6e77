using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Kademlia;

/// <summary>How far a lookup is with a peer.</summary>
internal enum LookupStep
{
    Waiting,
    Asked,
    Slow,
    Answered,
    Failed,
}

/// <summary>
/// A peer that a lookup has heard of. Everyone who tells of it may tell other addresses; those of each teller are tried by themselves, so a
/// liar cannot keep the lookup from the right ones.
/// </summary>
internal sealed class LookupCandidate(PeerId id, KademliaKey distance)
{
    /// <summary>The tellers whose addresses are tried.</summary>
    public const int MaxTellers = 4;

    private readonly Queue<ImmutableArray<Multiaddr>> _untried = new();
    private readonly HashSet<Multiaddr> _known = [];
    private int _tellers;

    public PeerId Id => id;

    public KademliaKey Distance => distance;

    public LookupStep Step { get; private set; } = LookupStep.Waiting;

    /// <summary>The addresses that are or were tried last.</summary>
    public ImmutableArray<Multiaddr> Addresses { get; private set; } = [];

    /// <summary>Takes what somebody tells of the peer.</summary>
    public void Add(ImmutableArray<Multiaddr> addresses)
    {
        ImmutableArray<Multiaddr> added = [.. addresses.Where(address => !_known.Contains(address))];
        if ((added.IsEmpty && _tellers > 0) || _tellers == MaxTellers)
        {
            return;
        }

        _tellers++;
        _known.UnionWith(added);
        _untried.Enqueue(added);
        if (Step == LookupStep.Failed)
        {
            Step = LookupStep.Waiting;
        }
    }

    /// <summary>The peer is asked at the next addresses.</summary>
    public KademliaPeer Start()
    {
        Step = LookupStep.Asked;
        Addresses = _untried.Dequeue();
        return new KademliaPeer(id, Addresses);
    }

    public void Slow() => Step = LookupStep.Slow;

    public void Answer() => Step = LookupStep.Answered;

    public void Fail() => Step = _untried.Count > 0 ? LookupStep.Waiting : LookupStep.Failed;
}

using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// What a lookup knows: candidates by their distance from the target. It is over when the k nearest that neither fail nor dawdle have
/// answered.
/// </summary>
internal sealed class LookupFrontier(KademliaKey target, PeerId self, KademliaOptions options)
{
    private readonly SortedDictionary<KademliaKey, LookupCandidate> _candidates = [];

    /// <summary>How many peers are remembered; beyond it the farthest that was not asked gives way.</summary>
    public int Capacity { get; } = 2 * options.RequestsPerLookup;

    public int Count => _candidates.Count;

    /// <summary>The nearest peers that have answered, k of them at most.</summary>
    public IReadOnlyList<KademliaPeer> Result => [.. _candidates.Values
        .Where(candidate => candidate.Step == LookupStep.Answered)
        .Take(options.BucketSize)
        .Select(candidate => new KademliaPeer(candidate.Id, candidate.Addresses))];

    /// <summary>Takes peers that this peer knows, or that another one told of.</summary>
    public void Add(IEnumerable<KademliaPeer> peers)
    {
        foreach (KademliaPeer peer in peers)
        {
            if (peer.Id == self)
            {
                continue;
            }

            KademliaKey distance = KademliaKey.Of(peer.Id).DistanceTo(target);
            if (!_candidates.TryGetValue(distance, out LookupCandidate? candidate))
            {
                _candidates.Add(distance, candidate = new LookupCandidate(peer.Id, distance));
            }

            candidate.Add(peer.Addresses);
        }

        while (_candidates.Count > Capacity
            && _candidates.Values.LastOrDefault(candidate => candidate.Step is LookupStep.Waiting or LookupStep.Failed) is { } farthest)
        {
            _candidates.Remove(farthest.Distance);
        }
    }

    /// <summary>The nearest peer that is worth asking next; null when there is none now.</summary>
    public LookupCandidate? Next() => Nearest().FirstOrDefault(candidate => candidate.Step == LookupStep.Waiting);

    /// <summary>Whether asking those that are slow is all that is left, and there are enough others.</summary>
    public bool IsSettled => Nearest().All(candidate => candidate.Step == LookupStep.Answered)
        && (_candidates.Values.Count(candidate => candidate.Step == LookupStep.Answered) >= options.BucketSize
            || _candidates.Values.All(candidate => candidate.Step != LookupStep.Slow));

    private IEnumerable<LookupCandidate> Nearest() => _candidates.Values
        .Where(candidate => candidate.Step is not (LookupStep.Failed or LookupStep.Slow)).Take(options.BucketSize);
}

using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>Remembers peers that were searched in vain, so that particles for them do not set off one lookup after the other.</summary>
internal sealed class FailedSearches(KademliaOptions options, TimeProvider time)
{
    private const int Capacity = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, (int Failures, DateTimeOffset Last)> _failed = [];

    /// <summary>Whether the peer is not worth a search now.</summary>
    public bool IsPaused(PeerId peer)
    {
        lock (_lock)
        {
            return _failed.TryGetValue(peer, out (int Failures, DateTimeOffset Last) entry) && !IsOver(entry.Last)
                && entry.Failures >= options.SearchFailures;
        }
    }

    public void Fail(PeerId peer)
    {
        lock (_lock)
        {
            if (_failed.Count >= Capacity)
            {
                foreach (PeerId old in _failed.Where(entry => IsOver(entry.Value.Last)).Select(entry => entry.Key).ToArray())
                {
                    _failed.Remove(old);
                }
            }

            bool known = _failed.TryGetValue(peer, out (int Failures, DateTimeOffset Last) entry);
            if (known || _failed.Count < Capacity)
            {
                _failed[peer] = (known && !IsOver(entry.Last) ? entry.Failures + 1 : 1, time.GetUtcNow());
            }
        }
    }

    /// <summary>The peer has shown up.</summary>
    public void Forget(PeerId peer)
    {
        lock (_lock)
        {
            _failed.Remove(peer);
        }
    }

    private bool IsOver(DateTimeOffset last) => time.GetUtcNow() - last >= options.SearchPause;
}

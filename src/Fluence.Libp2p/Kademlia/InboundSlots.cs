using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>Counts the streams that are served: so many of all peers together, and a sixteenth of that of one.</summary>
internal sealed class InboundSlots(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, int> _byPeer = [];
    private int _count;

    public bool TryTake(PeerId peer)
    {
        lock (_lock)
        {
            int taken = _byPeer.GetValueOrDefault(peer);
            if (_count >= most || taken >= Math.Max(1, most / 16))
            {
                return false;
            }

            _count++;
            _byPeer[peer] = taken + 1;
            return true;
        }
    }

    public void Return(PeerId peer)
    {
        lock (_lock)
        {
            _count--;
            if (--_byPeer[peer] == 0)
            {
                _byPeer.Remove(peer);
            }
        }
    }
}

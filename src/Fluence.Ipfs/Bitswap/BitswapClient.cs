using Fluence.Crypto;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Bitswap;

/// <summary>
/// Gets blocks of connected peers. A peer that lately sent blocks is asked for the next one at once; else all are asked who has it, and the
/// first that says so is asked for it. One that does not send it in time, or breaks its word, gives way to the next.
/// </summary>
/// <param name="peers">The connected peers that speak Bitswap, or may.</param>
/// <param name="ask">Sends a want to a peer.</param>
/// <param name="options">Time-outs.</param>
/// <param name="time">The clock.</param>
internal sealed class BitswapClient(
    Func<IReadOnlyList<PeerId>> peers, Action<PeerId, Want> ask, IpfsOptions options, TimeProvider time) : IBlockSource
{
    private const int MaxBroadcast = 256;
    private const int MaxGoodPeers = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<Multihash, WantedBlock> _wanted = [];
    private readonly LinkedList<PeerId> _good = [];

    /// <summary>How many blocks are wanted.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _wanted.Count;
            }
        }
    }

    public async ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation)
    {
        if (!BlockHash.IsSupported(cid))
        {
            throw new IpfsFormatException($"{cid} has a hash function that is not supported here");
        }

        IReadOnlyList<PeerId> connected = peers();
        WantedBlock wanted;
        lock (_lock)
        {
            if (!_wanted.TryGetValue(cid.Hash, out WantedBlock? there))
            {
                _wanted[cid.Hash] = there = new WantedBlock(cid);
                Begin(there, connected);
            }

            wanted = there;
            wanted.Waiters++;
        }

        try
        {
            return new Block(cid, await wanted.Completion.Task.WaitAsync(options.FetchTimeout, time, cancellation));
        }
        catch (TimeoutException)
        {
            throw new BlockNotFoundException(cid, $"no peer sent the block {cid} within {options.FetchTimeout.TotalSeconds} s");
        }
        finally
        {
            lock (_lock)
            {
                if (--wanted.Waiters == 0)
                {
                    End(wanted, null);
                }
            }
        }
    }

    /// <summary>A block came, whose id is true.</summary>
    /// <returns>Whether it was wanted.</returns>
    public bool OnBlock(PeerId peer, Block block)
    {
        lock (_lock)
        {
            if (!_wanted.TryGetValue(block.Cid.Hash, out WantedBlock? wanted))
            {
                return false;
            }

            Praise(peer);
            End(wanted, peer);
            wanted.Completion.TrySetResult(block.Data);
            return true;
        }
    }

    /// <summary>A peer said whether it has a block.</summary>
    public void OnPresence(PeerId peer, BlockPresence presence)
    {
        IReadOnlyList<PeerId> connected = presence.Has ? [] : peers();
        lock (_lock)
        {
            // only who was asked is believed
            if (!_wanted.TryGetValue(presence.Cid.Hash, out WantedBlock? wanted)
                || !wanted.Asked.Contains(peer) || wanted.Failed.Contains(peer))
            {
                return;
            }

            if (!presence.Has)
            {
                Fail(wanted, peer, connected);
            }
            else if (wanted.Sender is null)
            {
                AskForBlock(wanted, peer);
            }
            else if (!wanted.Sender.Equals(peer) && !wanted.Holders.Contains(peer))
            {
                wanted.Holders.Enqueue(peer);
            }
        }
    }

    /// <summary>A peer is connected and speaks Bitswap: it is asked what others have not sent yet.</summary>
    public void OnConnected(PeerId peer)
    {
        lock (_lock)
        {
            foreach (WantedBlock wanted in _wanted.Values.Where(wanted => wanted.IsBroadcast && wanted.Asked.Count < MaxBroadcast))
            {
                AskForPresence(wanted, peer);
            }
        }
    }

    /// <summary>A peer is there no more, or does not speak Bitswap.</summary>
    public void OnLost(PeerId peer)
    {
        IReadOnlyList<PeerId> connected = peers();
        lock (_lock)
        {
            _good.Remove(peer);
            foreach (WantedBlock wanted in _wanted.Values.Where(wanted => wanted.Asked.Contains(peer)).ToArray())
            {
                Fail(wanted, peer, connected);
            }
        }
    }

    private void Begin(WantedBlock wanted, IReadOnlyList<PeerId> connected)
    {
        if (_good.FirstOrDefault(connected.Contains) is { } good)
        {
            // the next block of the same session may come from the next one of them
            _good.Remove(good);
            _good.AddLast(good);
            AskForBlock(wanted, good);
        }
        else
        {
            Broadcast(wanted, connected);
        }
    }

    private void Broadcast(WantedBlock wanted, IReadOnlyList<PeerId> connected)
    {
        wanted.IsBroadcast = true;
        foreach (PeerId peer in connected.Take(MaxBroadcast))
        {
            AskForPresence(wanted, peer);
        }

        GiveUpIfNobodyIsLeft(wanted);
    }

    private void AskForPresence(WantedBlock wanted, PeerId peer)
    {
        if (wanted.Asked.Add(peer))
        {
            ask(peer, new Want(wanted.Cid, 1, IsCancel: false, OnlyPresence: true, SendDontHave: true));
        }
    }

    private void AskForBlock(WantedBlock wanted, PeerId peer)
    {
        wanted.Asked.Add(peer);
        wanted.Sender = peer;
        wanted.Timer?.Dispose();
        wanted.Timer = time.CreateTimer(_ => OnStalled(wanted, peer), null, options.PeerTimeout, Timeout.InfiniteTimeSpan);
        ask(peer, new Want(wanted.Cid, 1, IsCancel: false, OnlyPresence: false, SendDontHave: true));
    }

    private void OnStalled(WantedBlock wanted, PeerId peer)
    {
        IReadOnlyList<PeerId> connected = peers();
        lock (_lock)
        {
            if (peer.Equals(wanted.Sender) && _wanted.GetValueOrDefault(wanted.Cid.Hash) == wanted)
            {
                _good.Remove(peer);
                ask(peer, Cancel(wanted));
                Fail(wanted, peer, connected);
            }
        }
    }

    private void Fail(WantedBlock wanted, PeerId peer, IReadOnlyList<PeerId> connected)
    {
        wanted.Failed.Add(peer);
        if (wanted.Sender is not null && !wanted.Sender.Equals(peer))
        {
            return;
        }

        wanted.Sender = null;
        while (wanted.Holders.TryDequeue(out PeerId? next))
        {
            if (!wanted.Failed.Contains(next))
            {
                AskForBlock(wanted, next);
                return;
            }
        }

        if (wanted.IsBroadcast)
        {
            GiveUpIfNobodyIsLeft(wanted);
        }
        else
        {
            Broadcast(wanted, connected);
        }
    }

    private void GiveUpIfNobodyIsLeft(WantedBlock wanted)
    {
        if (wanted.Sender is null && wanted.Asked.All(wanted.Failed.Contains))
        {
            End(wanted, null);
            wanted.Completion.TrySetException(new BlockNotFoundException(wanted.Cid, wanted.Asked.Count == 0
                ? $"the block {wanted.Cid} is not here, and no connected peer speaks Bitswap"
                : $"the block {wanted.Cid} is not here, and none of {wanted.Asked.Count} connected peers has it"));
        }
    }

    /// <summary>Forgets a want, and tells those that were asked, but not who sent it.</summary>
    private void End(WantedBlock wanted, PeerId? sender)
    {
        if (_wanted.GetValueOrDefault(wanted.Cid.Hash) != wanted)
        {
            return;
        }

        _wanted.Remove(wanted.Cid.Hash);
        wanted.Dispose();
        foreach (PeerId peer in wanted.Asked.Where(peer => !peer.Equals(sender) && !wanted.Failed.Contains(peer)))
        {
            ask(peer, Cancel(wanted));
        }
    }

    private void Praise(PeerId peer)
    {
        if (!_good.Contains(peer))
        {
            _good.AddFirst(peer);
            if (_good.Count > MaxGoodPeers)
            {
                _good.RemoveLast();
            }
        }
    }

    private static Want Cancel(WantedBlock wanted) => new(wanted.Cid, 1, IsCancel: true, OnlyPresence: false, SendDontHave: false);
}

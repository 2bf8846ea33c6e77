using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Bitswap;

/// <summary>
/// What is to be told to one peer, and what it wants. All is bounded: a peer that wants more than <see cref="Limits.BitswapWants"/> blocks,
/// or does not read what it wanted, is not answered about the rest.
/// </summary>
internal sealed class PeerLink(PeerId peer, BlockStore store, WantBudget budget)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Multihash, Want> _asks = [];
    private readonly Queue<Want> _blocks = [];
    private readonly Queue<BlockPresence> _presences = [];
    private readonly Dictionary<Multihash, Want> _unmet = [];
    private bool _isSending;

    public PeerId Peer { get; } = peer;

    /// <summary>Streams of the peer that are read at once.</summary>
    public SemaphoreSlim Readers { get; } = new(Limits.BitswapReadersPerPeer);

    /// <summary>Whether nothing but blocks is to be sent.</summary>
    public bool HasBlocksOnly
    {
        get
        {
            lock (_lock)
            {
                return _blocks.Count > 0 && _asks.Count == 0 && _presences.Count == 0;
            }
        }
    }

    /// <summary>Asks the peer for something, or no more; an earlier ask for the same that is not sent yet gives way.</summary>
    /// <returns>Whether the caller is to run the sending.</returns>
    public bool Ask(Want want)
    {
        lock (_lock)
        {
            _asks[want.Cid.Hash] = want;
            return StartSending();
        }
    }

    /// <summary>Takes what the peer wants.</summary>
    /// <returns>Whether the caller is to run the sending.</returns>
    public bool OnWants(BitswapMessage message)
    {
        lock (_lock)
        {
            if (message.IsFull)
            {
                ForgetUnmet();
            }

            foreach (Want want in message.Wants.OrderByDescending(want => want.Priority))
            {
                OnWant(want);
            }

            return StartSending();
        }
    }

    /// <summary>A block is here now, which the peer may have asked for.</summary>
    /// <returns>Whether the caller is to run the sending.</returns>
    public bool OnAdded(Block block)
    {
        lock (_lock)
        {
            return TryForget(block.Cid.Hash, out Want want) && Answer(want, block.Data.Length) && StartSending();
        }
    }

    /// <summary>The next message to send; null when there is none, which ends the sending.</summary>
    /// <param name="withBlocks">Whether blocks may be among it; what is said about blocks does not wait for them.</param>
    public BitswapMessage? Next(bool withBlocks)
    {
        List<Want> blocks = [];
        ImmutableArray<Want> asks;
        ImmutableArray<BlockPresence>.Builder presences = ImmutableArray.CreateBuilder<BlockPresence>();
        lock (_lock)
        {
            asks = [.. _asks.Values];
            presences.AddRange(_presences);
            _asks.Clear();
            _presences.Clear();
            for (long bytes = 0; withBlocks && bytes < Limits.BitswapPayload && _blocks.TryDequeue(out Want want);)
            {
                blocks.Add(want);
                bytes += store.TryGetSize(want.Cid, out long size) ? size : 0;
            }

            _isSending = !asks.IsEmpty || presences.Count > 0 || blocks.Count > 0 || _blocks.Count > 0;
            if (!_isSending)
            {
                return null;
            }
        }

        ImmutableArray<Block>.Builder found = ImmutableArray.CreateBuilder<Block>();
        foreach (Want want in blocks)
        {
            if (store.TryGet(want.Cid, out Block? block))
            {
                found.Add(block.Value);
            }
            else if (want.SendDontHave)
            {
                presences.Add(new BlockPresence(want.Cid, false));
            }
        }

        return new BitswapMessage(asks, false, found.DrainToImmutable(), presences.DrainToImmutable());
    }

    /// <summary>Forgets all: the peer cannot be reached.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _asks.Clear();
            _blocks.Clear();
            _presences.Clear();
            ForgetUnmet();
            _isSending = false;
        }
    }

    private void OnWant(Want want)
    {
        if (want.IsCancel)
        {
            TryForget(want.Cid.Hash, out _);
            return;
        }

        if (store.TryGetSize(want.Cid, out long size))
        {
            Answer(want, size);
            return;
        }

        if (_unmet.ContainsKey(want.Cid.Hash) || (_unmet.Count < Limits.BitswapWants && budget.TryTake()))
        {
            _unmet[want.Cid.Hash] = want;
        }

        if (want.SendDontHave)
        {
            Enqueue(_presences, new BlockPresence(want.Cid, false));
        }
    }

    private bool Answer(Want want, long size) => want.OnlyPresence && size > Limits.BitswapInlineBlock
        ? Enqueue(_presences, new BlockPresence(want.Cid, true))
        : Enqueue(_blocks, want);

    private static bool Enqueue<T>(Queue<T> queue, T answer)
    {
        if (queue.Count >= Limits.BitswapWants)
        {
            return false;
        }

        queue.Enqueue(answer);
        return true;
    }

    private bool TryForget(Multihash hash, out Want want)
    {
        bool wasThere = _unmet.Remove(hash, out want);
        budget.Return(wasThere ? 1 : 0);
        return wasThere;
    }

    private void ForgetUnmet()
    {
        budget.Return(_unmet.Count);
        _unmet.Clear();
    }

    private bool StartSending()
    {
        if (_isSending || (_asks.Count == 0 && _presences.Count == 0 && _blocks.Count == 0))
        {
            return false;
        }

        _isSending = true;
        return true;
    }
}

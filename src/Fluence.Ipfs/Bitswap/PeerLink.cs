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
    private readonly Queue<PeerAnswer> _answers = [];
    private readonly Dictionary<Multihash, Want> _unmet = [];
    private bool _isSending;

    private enum AnswerKind
    {
        Block,
        Have,
        DontHave,
    }

    public PeerId Peer { get; } = peer;

    /// <summary>Streams of the peer that are read at once.</summary>
    public SemaphoreSlim Readers { get; } = new(8);

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
    public BitswapMessage? Next()
    {
        List<PeerAnswer> answers = [];
        ImmutableArray<Want> wants;
        lock (_lock)
        {
            wants = [.. _asks.Values];
            _asks.Clear();
            for (long bytes = 0; bytes < Limits.BitswapPayload && _answers.TryDequeue(out PeerAnswer answer);)
            {
                answers.Add(answer);
                bytes += answer.Kind == AnswerKind.Block ? answer.Size : 0;
            }

            _isSending = !wants.IsEmpty || answers.Count > 0;
            if (!_isSending)
            {
                return null;
            }
        }

        ImmutableArray<Block>.Builder blocks = ImmutableArray.CreateBuilder<Block>();
        ImmutableArray<BlockPresence>.Builder presences = ImmutableArray.CreateBuilder<BlockPresence>();
        foreach (PeerAnswer answer in answers)
        {
            if (answer.Kind != AnswerKind.Block)
            {
                presences.Add(new BlockPresence(answer.Want.Cid, answer.Kind == AnswerKind.Have));
            }
            else if (store.TryGet(answer.Want.Cid, out Block? block))
            {
                blocks.Add(block.Value);
            }
            else if (answer.Want.SendDontHave)
            {
                presences.Add(new BlockPresence(answer.Want.Cid, false));
            }
        }

        return new BitswapMessage(wants, false, blocks.DrainToImmutable(), presences.DrainToImmutable());
    }

    /// <summary>Forgets all: the peer cannot be reached.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _asks.Clear();
            _answers.Clear();
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
            Enqueue(new PeerAnswer(want, AnswerKind.DontHave, 0));
        }
    }

    private bool Answer(Want want, long size) => Enqueue(new PeerAnswer(
        want, want.OnlyPresence && size > Limits.BitswapInlineBlock ? AnswerKind.Have : AnswerKind.Block, size));

    private bool Enqueue(PeerAnswer answer)
    {
        if (_answers.Count >= 2 * Limits.BitswapWants)
        {
            return false;
        }

        _answers.Enqueue(answer);
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
        if (_isSending || (_asks.Count == 0 && _answers.Count == 0))
        {
            return false;
        }

        _isSending = true;
        return true;
    }

    private readonly record struct PeerAnswer(Want Want, AnswerKind Kind, long Size);
}

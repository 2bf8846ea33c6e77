using System.Collections.Immutable;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Bitswap;

/// <summary>A message of Bitswap.</summary>
/// <param name="Wants">What the sender wants, or wants no more.</param>
/// <param name="IsFull">Whether this replaces all that it wanted before.</param>
/// <param name="Blocks">Blocks; their bytes were hashed when they were read, so each id is true.</param>
/// <param name="Presences">What the sender has and has not.</param>
internal sealed record BitswapMessage(
    ImmutableArray<Want> Wants, bool IsFull, ImmutableArray<Block> Blocks, ImmutableArray<BlockPresence> Presences)
{
    public static BitswapMessage Empty { get; } = new([], false, [], []);

    public bool IsEmpty => Wants.IsEmpty && !IsFull && Blocks.IsEmpty && Presences.IsEmpty;
}

/// <summary>A block that a peer wants.</summary>
/// <param name="Cid">The block.</param>
/// <param name="Priority">The more, the sooner.</param>
/// <param name="IsCancel">Whether it is wanted no more.</param>
/// <param name="OnlyPresence">Whether only is asked if it is there.</param>
/// <param name="SendDontHave">Whether an answer is asked for also when it is not there.</param>
internal readonly record struct Want(Cid Cid, int Priority, bool IsCancel, bool OnlyPresence, bool SendDontHave);

/// <summary>Whether a peer has a block.</summary>
internal readonly record struct BlockPresence(Cid Cid, bool Has);

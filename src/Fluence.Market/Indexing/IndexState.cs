namespace Fluence.Market.Indexing;

/// <summary>How far the index is.</summary>
/// <param name="Block">The last block that is in it.</param>
/// <param name="Hash">The hash of that block.</param>
/// <param name="Timestamp">The time of that block, in seconds of Unix time.</param>
public sealed record IndexState(ulong Block, string Hash, ulong Timestamp);

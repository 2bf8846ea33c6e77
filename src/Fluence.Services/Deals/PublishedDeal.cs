using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Services.Deals;

/// <summary>A deal that providers may join by themselves.</summary>
/// <param name="Id">Its address: <c>0x</c> and 40 hexadecimal digits in lower case.</param>
/// <param name="Owner">Its owner's address, likewise.</param>
/// <param name="AppCid">The CID of the definition of its workers.</param>
/// <param name="Effectors">The CIDs of the effectors that its services use.</param>
/// <param name="Price">What a worker is paid for an epoch if it joins now, in the token's smallest units; it rises with time.</param>
/// <param name="OpenedAt">When it was published, in seconds since 1970; tells one publication from a later one.</param>
/// <param name="FreeSlots">How many units it still takes.</param>
/// <param name="Refusal">Why this peer's offer does not fit it, as far as that can be told before; null where it does.</param>
/// <param name="NeedsCommitment">Whether only units with an active commitment may join.</param>
public sealed record PublishedDeal(
    string Id, string Owner, string AppCid, ImmutableArray<string> Effectors, BigInteger Price, long OpenedAt, int FreeSlots,
    string? Refusal, bool NeedsCommitment);

using System.Collections.Immutable;
using Fluence.Crypto;

namespace Fluence.Services.Deals;

/// <summary>A deal in which this peer has units.</summary>
/// <param name="Id">Its address: <c>0x</c> and 40 hexadecimal digits in lower case.</param>
/// <param name="Status">Its state.</param>
/// <param name="AppCid">The CID of the definition of its workers.</param>
/// <param name="Units">This peer's units in it: 64 hexadecimal digits in lower case each.</param>
/// <param name="Workers">All its workers, those of other peers too.</param>
/// <param name="Problem">Why it could not be read; null where it was. Then only the id and the units are known.</param>
public sealed record DealState(
    string Id, DealStatus Status, string AppCid, ImmutableArray<string> Units, ImmutableArray<DealWorker> Workers, string? Problem = null);

/// <summary>A unit in a deal, and who works there.</summary>
/// <param name="Unit">The unit: 64 hexadecimal digits in lower case.</param>
/// <param name="Host">The peer whose unit it is.</param>
/// <param name="Worker">The worker; null while none is registered.</param>
public sealed record DealWorker(string Unit, PeerId Host, PeerId? Worker);

using Fluence.Crypto;

namespace Fluence.Services.Workers;

/// <summary>What is known of a worker.</summary>
/// <param name="Id">Its peer id.</param>
/// <param name="Deal">The deal for which it works, in its normal form.</param>
/// <param name="Creator">Who had it made.</param>
/// <param name="IsActive">Whether it takes part in scripts of others than the host and its manager.</param>
/// <param name="ComputeUnits">The ids of its compute units, in hexadecimal.</param>
public sealed record WorkerInfo(PeerId Id, string Deal, PeerId Creator, bool IsActive, IReadOnlyList<string> ComputeUnits);

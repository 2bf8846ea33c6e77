namespace Fluence.AquaVM.Data;

/// <summary>Where a value comes from: which function of which service on which peer, and which part of its result.</summary>
/// <param name="PeerPk">The peer id of the executing peer, or of the init peer for literals.</param>
/// <param name="ServiceId">The service, empty for literals.</param>
/// <param name="FunctionName">The function, empty for literals.</param>
/// <param name="Lens">The lambda applied to the result, in canonical print, or empty.</param>
public sealed record SecurityTetraplet(string PeerPk, string ServiceId, string FunctionName, string Lens);

namespace Fluence.Marine.Services;

/// <summary>Where a value comes from.</summary>
/// <param name="PeerPk">The peer that made it.</param>
/// <param name="ServiceId">The service that made it.</param>
/// <param name="FunctionName">The function that made it.</param>
/// <param name="Lens">The path to the value in the function's result.</param>
public sealed record SecurityTetraplet(string PeerPk, string ServiceId, string FunctionName, string Lens);

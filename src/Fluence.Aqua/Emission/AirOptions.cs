namespace Fluence.Aqua.Emission;

/// <summary>How scripts are made.</summary>
/// <param name="NoRelay">Whether the initiator has no relay.</param>
/// <param name="NoXor">Whether <c>on</c> and <c>if</c> leave errors alone.</param>
/// <param name="Tracing">Whether every call is reported to the initiator.</param>
/// <param name="NoEmptyResponse">Whether a function without results gives no response.</param>
/// <param name="MaxCalls">How many calls a script may be made of, those of services and those within functions that are called included.</param>
internal sealed record AirOptions(bool NoRelay = false, bool NoXor = false, bool Tracing = false, bool NoEmptyResponse = true, int MaxCalls = 100_000);

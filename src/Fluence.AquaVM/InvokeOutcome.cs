namespace Fluence.AquaVM;

/// <summary>What an invoke comes to.</summary>
/// <param name="RetCode">0 for success, otherwise a code of <c>docs/formats/aquavm-codes.md</c>.</param>
/// <param name="ErrorMessage">Empty for success.</param>
/// <param name="Data">The new data, to keep and to send on; the previous data unchanged after an error that no script can catch.</param>
/// <param name="NextPeers">The peers to send <paramref name="Data"/> to, each once, in the order in which they were met.</param>
/// <param name="CallRequests">The calls to run, by call id; their results go into the next invoke.</param>
/// <param name="Flags">Which soft size limits were exceeded.</param>
public sealed record InvokeOutcome(
    int RetCode,
    string ErrorMessage,
    ReadOnlyMemory<byte> Data,
    IReadOnlyList<string> NextPeers,
    IReadOnlyDictionary<uint, CallRequest> CallRequests,
    SizeLimitFlags Flags);

/// <summary>Which size limits an invoke exceeded.</summary>
[Flags]
public enum SizeLimitFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The script's.</summary>
    Air = 1,

    /// <summary>The incoming data's.</summary>
    Particle = 2,

    /// <summary>A call result's.</summary>
    CallResult = 4,
}

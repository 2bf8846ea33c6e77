using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>What an interpreter has made of a request, in its own encodings; or how the original has trapped.</summary>
/// <param name="Code">The return code; of a trap, -1.</param>
/// <param name="Error">The error text; of a trap, what it says.</param>
/// <param name="Data">The new data.</param>
/// <param name="NextPeers">The peers to send to, in any order.</param>
/// <param name="CallRequests">Call requests in their wire form.</param>
/// <param name="Flags">The size limits exceeded.</param>
internal sealed record VmAnswer(
    int Code,
    string Error,
    ReadOnlyMemory<byte> Data,
    IReadOnlyList<string> NextPeers,
    ReadOnlyMemory<byte> CallRequests,
    SizeLimitFlags Flags)
{
    public const int TrapCode = -1;

    public bool IsTrap => Code == TrapCode;

    /// <summary>Whether the invoke has new data: after success, errors that scripts can catch, and results left over.</summary>
    public bool HasNewData => Code is 0 or >= 10000 and < 20000 or 30000;

    public static VmAnswer Trap(string message) => new(TrapCode, message, default, [], default, SizeLimitFlags.None);

    public static VmAnswer Of(InvokeOutcome outcome) => new(
        outcome.RetCode,
        outcome.ErrorMessage,
        outcome.Data,
        outcome.NextPeers,
        CallRequestsCodec.Encode(outcome.CallRequests),
        outcome.Flags);
}

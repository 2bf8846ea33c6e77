using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution;

/// <summary>What a run comes to, beside the trace and the CIDs.</summary>
/// <param name="Error">The error that no <c>xor</c> has caught; null for success.</param>
/// <param name="LastCallRequestId">The last id given to a call request.</param>
/// <param name="NextPeers">The peers to go to next, each once, in the order in which they were met.</param>
/// <param name="CallRequests">The calls that the host shall run, by call id.</param>
/// <param name="UnusedCallResults">The call results that no instruction has taken.</param>
internal sealed record ExecutionResult(
    CatchableError? Error,
    uint LastCallRequestId,
    IReadOnlyList<string> NextPeers,
    IReadOnlyDictionary<uint, CallRequest> CallRequests,
    IReadOnlyDictionary<uint, CallResult> UnusedCallResults);

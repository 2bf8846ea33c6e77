using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution;

/// <summary>Everything that a run of the interpreter starts from.</summary>
/// <param name="Run">What the host says about the particle and the peer.</param>
/// <param name="Trace">The merge of previous and current trace.</param>
/// <param name="Cids">The union of both CID stores; the run adds to it.</param>
/// <param name="PeerCids">Takes the CIDs that the current peer will sign.</param>
/// <param name="LastCallRequestId">The last id that the previous data has given to a call request.</param>
/// <param name="CallResults">The results of calls requested before, by call id.</param>
/// <param name="Options">Bounds, and which version's behaviour is wanted.</param>
internal sealed record ExecutionInput(
    RunParameters Run,
    TraceHandler Trace,
    CidState Cids,
    PeerCidTracker PeerCids,
    uint LastCallRequestId,
    IReadOnlyDictionary<uint, CallResult> CallResults,
    ExecutionOptions Options);

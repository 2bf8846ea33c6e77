using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution;
using Fluence.AquaVM.Preparation;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Farewell;

/// <summary>Makes the outcome of an invoke.</summary>
internal static class Outcome
{
    private static readonly ImmutableDictionary<uint, CallRequest> NoRequests = ImmutableDictionary<uint, CallRequest>.Empty;

    /// <summary>Of a run that came to its end, or to an error that no <c>xor</c> has caught: both have new data.</summary>
    public static InvokeOutcome Of(
        ExecutionResult result,
        TraceHandler trace,
        CidState cids,
        SignatureStore signatures,
        AnnouncedVersions versions,
        SizeLimitFlags flags)
    {
        InterpreterData data = new()
        {
            Trace = ImmutableCollectionsMarshal.AsImmutableArray(trace.ResultTrace.ToArray()),
            LastCallRequestId = result.LastCallRequestId,
            Values = cids.Values,
            Tetraplets = cids.Tetraplets,
            CanonElements = cids.CanonElements,
            CanonResults = cids.CanonResults,
            ServiceResults = cids.ServiceResults,
            Signatures = signatures,
        };
        (int code, string message) = (result.Error, result.UnusedCallResults.Count) switch
        {
            ({ } error, _) => (error.Code, error.Message),
            (_, > 0) => (ReturnCode.UnprocessedCallResult, Unprocessed(result.UnusedCallResults)),
            _ => (ReturnCode.Success, string.Empty),
        };
        return new InvokeOutcome(
            code, message, DataEnvelope.Write(versions.Data, versions.Interpreter, data), result.NextPeers, result.CallRequests, flags);
    }

    /// <summary>Of an error that ended the invoke: the previous data stay.</summary>
    public static InvokeOutcome OfUncatchable(int code, string message, ReadOnlyMemory<byte> previousData, SizeLimitFlags flags) =>
        new(code, message, previousData, [], NoRequests, flags);

    private static string Unprocessed(IReadOnlyDictionary<uint, CallResult> results)
    {
        IEnumerable<string> entries = results.Select(static entry =>
            $"{RustDebug.String(entry.Key.ToString(CultureInfo.InvariantCulture))}: CallServiceResult {{ ret_code: {entry.Value.RetCode}, "
            + $"result: {RustDebug.String(entry.Value.Result)} }}");
        return "after finishing execution of supplied AIR, there are some unprocessed call results: "
            + $"`{{{string.Join(", ", entries)}}}`, probably a wrong call_id used";
    }
}

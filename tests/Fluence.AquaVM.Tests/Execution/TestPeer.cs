using Fluence.Air;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Tests.Execution;

/// <summary>A peer that keeps its data between runs of one script, without encoding and signing.</summary>
internal sealed class TestPeer(string id, string script, string initPeerId = "init")
{
    private InterpreterData _data = new();

    public string Id { get; } = id;

    /// <summary>What the peer would send on.</summary>
    public InterpreterData Data => _data;

    public ExecutionOptions Options { get; init; } = ExecutionOptions.Default;

    /// <summary>One run; keeps the data.</summary>
    public Step Run(InterpreterData? incoming = null, params (uint Id, CallResult Result)[] results)
    {
        var current = incoming ?? new InterpreterData();
        var trace = new TraceHandler(_data.Trace, current.Trace);
        var cids = new CidState(_data, current, new CidPool());
        var peerCids = new PeerCidTracker(Id);
        var input = new ExecutionInput(
            new RunParameters(initPeerId, Id, 1_700_000_000_000, 30_000, "particle", 0, ReadOnlyMemory<byte>.Empty, SizeLimits.Default),
            trace,
            cids,
            peerCids,
            _data.LastCallRequestId,
            results.ToDictionary(result => result.Id, result => result.Result),
            Options);
        AirParseResult parsed = AirParser.Parse(script);
        Assert.True(parsed.IsAccepted, parsed.ErrorText);

        ExecutionResult outcome = new Interpreter(input).Run(parsed.Root);

        _data = new InterpreterData
        {
            Trace = [.. trace.ResultTrace],
            LastCallRequestId = outcome.LastCallRequestId,
            Values = cids.Values,
            Tetraplets = cids.Tetraplets,
            CanonElements = cids.CanonElements,
            CanonResults = cids.CanonResults,
            ServiceResults = cids.ServiceResults,
        };
        return new Step(outcome, _data, peerCids.Cids.Count);
    }

    /// <summary>Runs until no call is left to do; the service answers at once.</summary>
    public Step Run(Func<CallRequest, CallResult> service, InterpreterData? incoming = null)
    {
        Step step = Run(incoming);
        var nextPeers = new List<string>(step.Outcome.NextPeers);
        while (step.Outcome.CallRequests.Count > 0)
        {
            step = Run(null, [.. step.Outcome.CallRequests.Select(request => (request.Key, service(request.Value)))]);
            nextPeers.AddRange(step.Outcome.NextPeers);
        }

        return step with { Outcome = step.Outcome with { NextPeers = [.. nextPeers.Distinct()] } };
    }
}

/// <summary>What one run has come to.</summary>
internal sealed record Step(ExecutionResult Outcome, InterpreterData Data, int SignedCids)
{
    /// <summary>The trace, one line a state.</summary>
    public IReadOnlyList<string> Trace => TraceText.Of(Data);

    public int Code => Outcome.Error?.Code ?? 0;
}

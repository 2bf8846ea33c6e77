using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Scopes;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Execution.Values;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution;

/// <summary>The state of a run that instructions share.</summary>
internal sealed class ExecutionContext
{
    private readonly HashSet<string> _knownNextPeers = new(StringComparer.Ordinal);
    private readonly List<string> _nextPeers = [];
    private SecurityTetraplet _callTetraplet = new(string.Empty, string.Empty, string.Empty, string.Empty);
    private uint _lastFoldId;

    public ExecutionContext(ExecutionInput input)
    {
        Run = input.Run;
        Trace = input.Trace;
        Cids = input.Cids;
        PeerCids = input.PeerCids;
        Options = input.Options;
        LastCallRequestId = input.LastCallRequestId;
        CallResults = new Dictionary<uint, CallResult>(input.CallResults);
        CompositionMeter meter = new(input.Options.MaxComposedSize);
        Errors = new ErrorState(input.Run.CurrentPeerId, meter);
        Resolver = new Resolver(input.Run, Variables, Errors, meter);
    }

    public RunParameters Run { get; }

    public TraceHandler Trace { get; }

    public CidState Cids { get; }

    public PeerCidTracker PeerCids { get; }

    public ExecutionOptions Options { get; }

    public Variables Variables { get; } = new();

    public StreamTable Streams { get; } = new();

    public StreamTable StreamMaps { get; } = new();

    public ErrorState Errors { get; }

    public Resolver Resolver { get; }

    /// <summary>Whether what has run last is complete, so that a <c>seq</c> may go on.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Call results that no instruction has taken yet.</summary>
    public Dictionary<uint, CallResult> CallResults { get; }

    public Dictionary<uint, CallRequest> CallRequests { get; } = [];

    public uint LastCallRequestId { get; private set; }

    /// <summary>The peers to go to next, in the order in which they were met.</summary>
    public IReadOnlyList<string> NextPeers => _nextPeers;

    /// <summary>The particle must go to a peer.</summary>
    public void AddNextPeer(string peerId)
    {
        if (_knownNextPeers.Add(peerId))
        {
            _nextPeers.Add(peerId);
        }
    }

    /// <summary>The tetraplet of a call; the same object as for the call before where possible, so that its CID is known.</summary>
    public SecurityTetraplet CallTetraplet(string peerId, string service, string function)
    {
        SecurityTetraplet last = _callTetraplet;
        return last.PeerPk == peerId && last.ServiceId == service && last.FunctionName == function
            ? last
            : _callTetraplet = new SecurityTetraplet(peerId, service, function, string.Empty);
    }

    public uint NextCallRequestId() => ++LastCallRequestId;

    public uint NextFoldId() => ++_lastFoldId;
}

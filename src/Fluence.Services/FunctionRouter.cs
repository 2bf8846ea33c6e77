using System.Collections.Frozen;
using Fluence.AquaVM;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Microsoft.Extensions.Logging;

namespace Fluence.Services;

/// <summary>
/// Finds the function that a call request names and runs it. The table below is the whole list of the functions that a peer
/// has without any service installed.
/// </summary>
public sealed class FunctionRouter
{
    private readonly FrozenDictionary<(string Service, string Function), HostFunction> _builtins;

    /// <summary>Makes the router of one peer.</summary>
    public FunctionRouter(PeerDescription self, IPeerConnectivity network, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(self);
        PeerBuiltins peer = new(self, network, time);
        KadBuiltins kad = new(network);
        SigBuiltins sig = new(self);
        RunConsoleBuiltins console = new(self, loggers.CreateLogger("Fluence.RunConsole"));
        _builtins = new Dictionary<(string, string), HostFunction>
        {
            [("peer", "timestamp_ms")] = Now(peer.TimestampMs),
            [("peer", "timestamp_sec")] = Now(peer.TimestampSec),
            [("peer", "identify")] = Now(peer.Identify),
            [("peer", "is_connected")] = Now(peer.IsConnected),
            [("peer", "get_contact")] = Now(peer.GetContact),
            [("peer", "connect")] = peer.ConnectAsync,
            [("peer", "timeout")] = peer.TimeoutAsync,
            [("kad", "neighborhood")] = Now(kad.Neighborhood),
            [("kad", "neigh_with_addrs")] = Now(kad.NeighWithAddrs),
            [("kad", "merge")] = Now(KadBuiltins.Merge),
            [("op", "noop")] = Now(OpBuiltins.Noop),
            [("op", "array")] = Now(OpBuiltins.Array),
            [("op", "array_length")] = Now(ArrayBuiltins.Length),
            [("op", "concat")] = Now(OpBuiltins.Concat),
            [("op", "concat_strings")] = Now(OpBuiltins.ConcatStrings),
            [("op", "string_to_b58")] = Now(OpBuiltins.StringToB58),
            [("op", "string_from_b58")] = Now(OpBuiltins.StringFromB58),
            [("op", "bytes_to_b58")] = Now(OpBuiltins.BytesToB58),
            [("op", "bytes_from_b58")] = Now(OpBuiltins.BytesFromB58),
            [("op", "sha256_string")] = Now(OpBuiltins.Sha256String),
            [("op", "identity")] = Now(OpBuiltins.Identity),
            [("array", "sum")] = Now(ArrayBuiltins.Sum),
            [("array", "dedup")] = Now(ArrayBuiltins.Dedup),
            [("array", "intersect")] = Now(ArrayBuiltins.Intersect),
            [("array", "diff")] = Now(ArrayBuiltins.Diff),
            [("array", "sdiff")] = Now(ArrayBuiltins.Sdiff),
            [("array", "slice")] = Now(ArrayBuiltins.Slice),
            [("array", "length")] = Now(ArrayBuiltins.Length),
            [("math", "add")] = Now(MathBuiltins.Add),
            [("math", "sub")] = Now(MathBuiltins.Sub),
            [("math", "mul")] = Now(MathBuiltins.Mul),
            [("math", "fmul")] = Now(MathBuiltins.Fmul),
            [("math", "div")] = Now(MathBuiltins.Div),
            [("math", "rem")] = Now(MathBuiltins.Rem),
            [("math", "pow")] = Now(MathBuiltins.Pow),
            [("math", "log")] = Now(MathBuiltins.Log),
            [("cmp", "gt")] = Now(CmpBuiltins.Gt),
            [("cmp", "gte")] = Now(CmpBuiltins.Gte),
            [("cmp", "lt")] = Now(CmpBuiltins.Lt),
            [("cmp", "lte")] = Now(CmpBuiltins.Lte),
            [("cmp", "cmp")] = Now(CmpBuiltins.Cmp),
            [("json", "obj")] = Now(JsonBuiltins.Obj),
            [("json", "put")] = Now(JsonBuiltins.Put),
            [("json", "puts")] = Now(JsonBuiltins.Puts),
            [("json", "parse")] = Now(JsonBuiltins.Parse),
            [("json", "stringify")] = Now(JsonBuiltins.Stringify),
            [("json", "obj_pairs")] = Now(JsonBuiltins.ObjPairs),
            [("json", "puts_pairs")] = Now(JsonBuiltins.PutsPairs),
            [("debug", "stringify")] = Now(DebugBuiltins.Stringify),
            [("sig", "sign")] = Now(sig.Sign),
            [("sig", "verify")] = Now(sig.Verify),
            [("sig", "get_peer_id")] = Now(sig.GetPeerId),
            [("run-console", "print")] = Now(console.Print),
        }.ToFrozenDictionary();
    }

    private delegate ValueTask<FunctionOutcome> HostFunction(CallContext call, CancellationToken cancellation);

    /// <summary>Runs one call. Completes synchronously for functions that need not wait. Never throws but for cancellation.</summary>
    public async ValueTask<CallResult> CallAsync(CallContext call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        FunctionOutcome outcome = _builtins.TryGetValue((call.Request.ServiceId, call.Request.FunctionName), out HostFunction? function)
            ? await function(call, cancellation)
            : FunctionOutcome.NotDefined;
        return outcome.ToCallResult(call.Request);
    }

    private static HostFunction Now(Func<CallContext, FunctionOutcome> function) => (call, _) => ValueTask.FromResult(function(call));
}

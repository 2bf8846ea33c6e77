using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging;

namespace Fluence.Services;

/// <summary>The functions that every peer has, whether it hosts services or not.</summary>
internal static class PeerFunctions
{
    /// <summary>The functions by service and name.</summary>
    public static Dictionary<(string Service, string Function), HostFunction> Table(
        PeerDescription self, PeerScopes scopes, CallGuard guard, IPeerConnectivity network, ILoggerFactory loggers, TimeProvider time)
    {
        PeerBuiltins peer = new(self, scopes, guard, network, time);
        KadBuiltins kad = new(network);
        SigBuiltins sig = new(scopes);
        RunConsoleBuiltins console = new(guard, loggers.CreateLogger("Fluence.RunConsole"));
        return new()
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
        };
    }

    private static HostFunction Now(Func<CallContext, FunctionOutcome> function) => (call, _) => ValueTask.FromResult(function(call));
}

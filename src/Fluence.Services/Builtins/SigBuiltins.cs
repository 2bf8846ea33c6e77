using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>
/// The service <c>sig</c>: the signature of the scope on which it is called, only for that scope itself (or for the manager on the peer),
/// and only over records of a registry of this peer, so that no script can have the peer sign anything else.
/// </summary>
internal sealed class SigBuiltins(PeerScopes scopes)
{
    private const string RegistryService = "registry";

    public FunctionOutcome GetPeerId(CallContext call) => FunctionOutcome.Ok(scopes.IdOf(call.Scope).ToString());

    public FunctionOutcome Verify(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("signature", Shapes.Bytes, out IReadOnlyList<byte>? signature)
            && arguments.TryNext("data", Shapes.Bytes, out IReadOnlyList<byte>? data)
            ? scopes.TryFindKey(call.Scope, out KeyPair? key)
                ? FunctionOutcome.Ok(key.PublicKey.Verify([.. data], [.. signature]))
                : FunctionOutcome.Fail($"Not found key pair for scope {call.Scope}")
            : arguments.Error;
    }

    public FunctionOutcome Sign(CallContext call)
    {
        bool isOwn = scopes.TryFind(call.InitPeerId, out PeerScope scope) ? scope == call.Scope
            : scopes.IsManagement(call.InitPeerId) && call.Scope.IsHost;
        if (!isOwn || !scopes.TryFindKey(call.Scope, out KeyPair? key))
        {
            return FunctionOutcome.Fail($"peer '{call.InitPeerId}' is not allowed to sign data on '{scopes.IdOf(call.Scope)}'");
        }

        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("data", Shapes.Bytes, out IReadOnlyList<byte>? data))
        {
            return Result(arguments.Error.Value!, null);
        }

        return CheckOrigin(call) ?? Result(null, Bytes(key.Sign([.. data])));
    }

    private FunctionOutcome? CheckOrigin(CallContext call)
    {
        if (call.Request.Tetraplets is not [[SecurityTetraplet origin], ..])
        {
            return FunctionOutcome.Fail("expected tetraplet for a scalar argument, got tetraplet for an array: "
                + $"{DebugPrint(call.Request.Tetraplets)}, tetraplets");
        }

        if (!PeerId.TryParse(origin.PeerPk, out PeerId? producer) || !scopes.TryFind(producer, out _))
        {
            return FunctionOutcome.Fail(
                $"data is expected to be produced by service 'registry' on peer '{scopes.HostId}', was from peer '{origin.PeerPk}'");
        }

        if (origin.ServiceId != RegistryService || origin.FunctionName is not ("get_record_bytes" or "get_record_metadata_bytes"))
        {
            return FunctionOutcome.Fail("data is expected to result from a call to 'registry.get_record_bytes' or "
                + $"'registry.get_record_metadata_bytes', was from '{origin.ServiceId}.{origin.FunctionName}'");
        }

        return origin.Lens.Length == 0 ? null : FunctionOutcome.Fail("lens for data tetraplet is expected to be empty");
    }

    private static FunctionOutcome Result(JsonValue? error, JsonValue? signature) => FunctionOutcome.Ok(new JsonObject(
        ("success", JsonBool.Of(error is null)),
        ("error", error is null ? JsonArray.Empty : new JsonArray([error])),
        ("signature", signature is null ? JsonArray.Empty : new JsonArray([signature]))));

    private static JsonArray Bytes(byte[] bytes) =>
        new(bytes.Select(JsonValue (value) => JsonNumber.FromInt64(value)).ToImmutableArray());

    private static string DebugPrint(ImmutableArray<ImmutableArray<SecurityTetraplet>> tetraplets) => tetraplets.IsEmpty
        ? "None"
        : $"Some([{string.Join(", ", tetraplets[0].Select(DebugPrint))}])";

    private static string DebugPrint(SecurityTetraplet tetraplet) =>
        $"SecurityTetraplet {{ peer_pk: {RustDebug.Print(tetraplet.PeerPk)}, service_id: {RustDebug.Print(tetraplet.ServiceId)}, "
        + $"function_name: {RustDebug.Print(tetraplet.FunctionName)}, lens: {RustDebug.Print(tetraplet.Lens)} }}";
}

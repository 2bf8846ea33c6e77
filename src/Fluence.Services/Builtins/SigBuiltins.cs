using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>
/// The service <c>sig</c>: the peer's signature, only for the peer itself or its manager, and only over records of this
/// peer's own registry, so that no script can have the peer sign anything else.
/// </summary>
internal sealed class SigBuiltins(PeerDescription self)
{
    private const string RegistryService = "registry";

    public FunctionOutcome GetPeerId(CallContext call) => FunctionOutcome.Ok(self.PeerId.ToString());

    public FunctionOutcome Verify(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("signature", Shapes.Bytes, out IReadOnlyList<byte>? signature)
            && arguments.TryNext("data", Shapes.Bytes, out IReadOnlyList<byte>? data)
            ? FunctionOutcome.Ok(self.KeyPair.PublicKey.Verify([.. data], [.. signature]))
            : arguments.Error;
    }

    public FunctionOutcome Sign(CallContext call)
    {
        if (self.Guard.Check(call) is not null)
        {
            return FunctionOutcome.Fail($"peer '{call.InitPeerId}' is not allowed to sign data on '{self.PeerId}'");
        }

        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("data", Shapes.Bytes, out IReadOnlyList<byte>? data))
        {
            return Result(arguments.Error.Value!, null);
        }

        return CheckOrigin(call) ?? Result(null, Bytes(self.KeyPair.Sign([.. data])));
    }

    private FunctionOutcome? CheckOrigin(CallContext call)
    {
        if (call.Request.Tetraplets is not [[SecurityTetraplet origin], ..])
        {
            return FunctionOutcome.Fail("expected tetraplet for a scalar argument, got tetraplet for an array: "
                + $"{DebugPrint(call.Request.Tetraplets)}, tetraplets");
        }

        if (origin.PeerPk != self.PeerId.ToString())
        {
            return FunctionOutcome.Fail(
                $"data is expected to be produced by service 'registry' on peer '{self.PeerId}', was from peer '{origin.PeerPk}'");
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

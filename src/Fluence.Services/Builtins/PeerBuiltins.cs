using System.Collections.Immutable;
using System.Globalization;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>peer</c>: time, identity and connections of the peer.</summary>
internal sealed class PeerBuiltins(
    PeerDescription self, PeerScopes scopes, CallGuard guard, IPeerConnectivity network, TimeProvider time)
{
    private static readonly ArgumentShape<IReadOnlyList<string>> Addresses = new("Vec<multiaddr::Multiaddr>", static value =>
        Shapes.TextList.TryRead(value, out IReadOnlyList<string>? texts) && texts.All(text => Multiaddr.TryParse(text, out _))
            ? new(texts)
            : default);

    private static readonly ArgumentShape<JsonValue> NumberOrText = new("particle_builtins::builtins::parse_from_str::Either<u64>",
        static value => value is JsonString || Shapes.U64.TryRead(value, out _) ? new(value) : default);

    public FunctionOutcome TimestampMs(CallContext call) => FunctionOutcome.Ok(time.GetUtcNow().ToUnixTimeMilliseconds());

    public FunctionOutcome TimestampSec(CallContext call) => FunctionOutcome.Ok(time.GetUtcNow().ToUnixTimeSeconds());

    public FunctionOutcome Identify(CallContext call) => FunctionOutcome.Ok(new JsonObject(
        ("external_addresses", TextArray(self.ExternalAddresses())),
        ("node_version", new JsonString(self.NodeVersion)),
        ("air_version", new JsonString(self.AirVersion)),
        ("spell_version", new JsonString(self.SpellVersion)),
        ("allowed_binaries", TextArray(self.AllowedBinaries)),
        ("vm_info", JsonNull.Instance)));

    public FunctionOutcome IsConnected(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return TryNextPeer(ref arguments, out PeerId? peer, out FunctionOutcome error)
            ? FunctionOutcome.Ok(scopes.IsHost(peer) || network.HasContact(peer))
            : error;
    }

    public FunctionOutcome GetContact(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!TryNextPeer(ref arguments, out PeerId? peer, out FunctionOutcome error))
        {
            return error;
        }

        return network.FindAddresses(peer) is { } addresses
            ? FunctionOutcome.Ok(new JsonObject(("peer_id", new JsonString(peer.ToString())), ("addresses", TextArray(addresses))))
            : FunctionOutcome.Empty;
    }

    public async ValueTask<FunctionOutcome> ConnectAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!TryNextPeer(ref arguments, out PeerId? peer, out FunctionOutcome error))
        {
            return error;
        }

        if (!arguments.TryNextOptional("addresses", Addresses, out Optional<IReadOnlyList<string>> addresses))
        {
            return arguments.Error;
        }

        return guard.Check(call) ?? FunctionOutcome.Ok(await network.ConnectAsync(peer, addresses.Or([]), cancellation));
    }

    /// <summary>Waits for so many milliseconds, then answers the message. Ends with the particle at the latest.</summary>
    public async ValueTask<FunctionOutcome> TimeoutAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNextOptional("duration_ms", NumberOrText, out Optional<JsonValue> duration))
        {
            return arguments.Error;
        }

        if (!duration.HasValue)
        {
            return ArgumentErrors.Missing("duration_ms");
        }

        if (!TryReadDuration(duration.Value!, out ulong milliseconds, out FunctionOutcome error))
        {
            return error;
        }

        if (!arguments.TryNextOptional("message", Shapes.Text, out Optional<string> message))
        {
            return arguments.Error;
        }

        TimeSpan untilDeadline = call.Deadline - time.GetUtcNow();
        double wait = Math.Min(milliseconds, Math.Max(0, untilDeadline.TotalMilliseconds) + 1);
        await Task.Delay(TimeSpan.FromMilliseconds(wait), time, cancellation);
        return message.HasValue ? FunctionOutcome.Ok(message.Value!) : FunctionOutcome.Empty;
    }

    private static bool TryReadDuration(JsonValue value, out ulong milliseconds, out FunctionOutcome error)
    {
        error = default;
        if (Shapes.U64.TryRead(value, out milliseconds))
        {
            return true;
        }

        string text = ((JsonString)value).Value;
        string digits = text.StartsWith('+') ? text[1..] : text;
        if (digits.Length > 0 && digits.All(char.IsAsciiDigit) && ulong.TryParse(digits, CultureInfo.InvariantCulture, out milliseconds))
        {
            return true;
        }

        string kind = text.Length == 0 ? "Empty" : digits.Length > 0 && digits.All(char.IsAsciiDigit) ? "PosOverflow" : "InvalidDigit";
        error = ArgumentErrors.Typed("Error while deserializing field duration_ms",
            $"Error {{ field_name: \"duration_ms\", err: ParseIntError {{ kind: {kind} }} }}");
        return false;
    }

    private static bool TryNextPeer(
        ref CallArguments arguments, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PeerId? peer, out FunctionOutcome error)
    {
        peer = null;
        if (!arguments.TryNext("peer_id", Shapes.Text, out string? text))
        {
            error = arguments.Error;
            return false;
        }

        return Base58Argument.TryParsePeerId(text, out peer, out error);
    }

    private static JsonArray TextArray(IEnumerable<string> texts) =>
        new(texts.Select(JsonValue (text) => new JsonString(text)).ToImmutableArray());
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Fluence.Crypto;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>
/// The service <c>kad</c>: the peers nearest to a key among those that this peer knows. Distance is Kademlia's:
/// the XOR of SHA-256 hashes.
/// </summary>
internal sealed class KadBuiltins(IPeerConnectivity network)
{
    /// <summary>Kademlia's replication factor: how many peers are returned unless the call says otherwise.</summary>
    private const int DefaultCount = 20;

    public FunctionOutcome Neighborhood(CallContext call) => Neighbours(call, out IReadOnlyList<PeerId> peers)
        ?? ArrayBuiltins.Texts(peers.Select(peer => peer.ToString()));

    public FunctionOutcome NeighWithAddrs(CallContext call) => Neighbours(call, out IReadOnlyList<PeerId> peers)
        ?? FunctionOutcome.Ok(new JsonArray(peers.Select(JsonValue (peer) => new JsonObject(
            ("peer_id", new JsonString(peer.ToString())),
            ("addresses", ArrayBuiltins.Texts(network.FindAddresses(peer) ?? []).Value!))).ToImmutableArray()));

    /// <summary>The union of two lists of keys in order of their distance to a target, each key once.</summary>
    public static FunctionOutcome Merge(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("target", Shapes.Text, out string? target)
            || !arguments.TryNext("left", Shapes.TextList, out IReadOnlyList<string>? left)
            || !arguments.TryNext("right", Shapes.TextList, out IReadOnlyList<string>? right)
            || !arguments.TryNextOptional("count", Shapes.Usize, out Optional<ulong> count))
        {
            return arguments.Error;
        }

        if (!Base58Argument.TryDecode(target, out byte[] targetBytes, out FunctionOutcome error))
        {
            return error;
        }

        byte[] targetHash = SHA256.HashData(targetBytes);
        List<(byte[] Distance, string Key)> keys = [];
        foreach (string text in left.Concat(right))
        {
            if (!Base58Argument.TryDecode(text, out byte[] key, out error))
            {
                return error;
            }

            keys.Add((Distance(targetHash, key), Base58.Encode(key)));
        }

        return ArrayBuiltins.Texts(keys.OrderBy(key => key.Distance, DistanceComparer.Instance)
            .Select(key => key.Key).Distinct(StringComparer.Ordinal).Take(Clamp(count)));
    }

    /// <summary>The peers nearest to the call's key; an error when the arguments are wrong.</summary>
    private FunctionOutcome? Neighbours(CallContext call, out IReadOnlyList<PeerId> peers)
    {
        peers = [];
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("key", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        if (!Base58Argument.TryDecodeKey(text, out byte[] key, out FunctionOutcome error))
        {
            return error;
        }

        if (!arguments.TryNextOptional("already_hashed", Shapes.Bool, out Optional<bool> alreadyHashed)
            || !arguments.TryNextOptional("count", Shapes.Usize, out Optional<ulong> count))
        {
            return arguments.Error;
        }

        if (alreadyHashed.Or(false) ? !Multihash.TryParse(key, out _) : key.Length > WrappedMultihash.MaxLength)
        {
            return WrappedMultihash.TooLong(key.Length);
        }

        byte[] target = SHA256.HashData(alreadyHashed.Or(false) ? key : new Multihash(Multicodec.Sha256, key).ToBytes());
        peers = [.. network.KnownPeers.OrderBy(peer => Distance(target, peer.Bytes.Span), DistanceComparer.Instance).Take(Clamp(count))];
        return null;
    }

    private static int Clamp(Optional<ulong> count) => (int)Math.Min(count.Or(DefaultCount), int.MaxValue);

    private static byte[] Distance(ReadOnlySpan<byte> target, ReadOnlySpan<byte> key)
    {
        byte[] distance = SHA256.HashData(key);
        for (int i = 0; i < distance.Length; i++)
        {
            distance[i] ^= target[i];
        }

        return distance;
    }

    private sealed class DistanceComparer : IComparer<byte[]>
    {
        public static DistanceComparer Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}

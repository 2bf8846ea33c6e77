using System.Diagnostics.CodeAnalysis;

namespace Fluence.Crypto;

/// <summary>An Ed25519 public key: 32 bytes (RFC 8032).</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int Length = 32;

    /// <summary>The length of a signature, in bytes.</summary>
    public const int SignatureLength = 64;

    private static readonly byte[] ProtobufPrefix = [0x08, 0x01, 0x12, 0x20];

    private readonly byte[] _bytes;

    private PublicKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The peer that holds this key.</summary>
    [field: MaybeNull]
    public PeerId PeerId => field ??= PeerId.FromPublicKey(this);

    /// <summary>Takes a key of 32 bytes; false for any other length. The point is checked when a signature is.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key)
    {
        key = bytes.Length == Length ? new PublicKey(bytes.ToArray()) : null;
        return key is not null;
    }

    /// <summary>The libp2p protobuf form, <c>08 01 12 20 ‖ key</c> (libp2p specs, peer-ids).</summary>
    public byte[] ToProtobuf() => [.. ProtobufPrefix, .. _bytes];

    /// <summary>Reads the libp2p protobuf form of an Ed25519 key; false for other key types or malformed bytes.</summary>
    public static bool TryFromProtobuf(ReadOnlySpan<byte> protobuf, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return protobuf.StartsWith(ProtobufPrefix) && TryFromBytes(protobuf[ProtobufPrefix.Length..], out key);
    }

    /// <summary>Whether <paramref name="signature"/> (64 bytes) is this key's over <paramref name="message"/>. Never throws.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureLength && Ed25519.Verify(_bytes, message, signature);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);
}

using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;

namespace Fluence.Crypto;

/// <summary>
/// The name of a peer: the multihash of its public key in protobuf form. Keys of up to 42 bytes, so every Ed25519 key, are
/// embedded (identity hash): <c>00 24 08 01 12 20 ‖ key</c>. Its text is base58, <c>12D3KooW…</c> (libp2p specs, peer-ids).
/// </summary>
public sealed class PeerId : IEquatable<PeerId>, IComparable<PeerId>
{
    /// <summary>
    /// How many parsed texts are remembered. A peer meets the same few ids in every particle, and base58 costs as much as a hundred
    /// lookups.
    /// </summary>
    private const int RememberedCount = 1024;

    // a slot is replaced as a whole, and ids never change
    private static readonly PeerId?[] Remembered = new PeerId?[RememberedCount];

    private readonly byte[] _bytes;

    private PeerId(byte[] bytes) => _bytes = bytes;

    /// <summary>The multihash.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    [field: MaybeNull]
    private string Text => field ??= Base58.Encode(_bytes);

    /// <summary>The peer of an Ed25519 key.</summary>
    public static PeerId FromPublicKey(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new PeerId(new Multihash(Multicodec.Identity, key.ToProtobuf()).ToBytes());
    }

    /// <summary>Takes the multihash of a public key: the identity of at most 42 bytes, or a SHA2-256.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PeerId? peerId)
    {
        peerId = null;
        byte[] copy = bytes.ToArray();
        if (Multihash.TryParse(copy, out Multihash hash)
            && (hash is { Code: Multicodec.Identity, Digest.Length: <= 42 } || hash is { Code: Multicodec.Sha256, Digest.Length: 32 }))
        {
            peerId = new PeerId(copy);
        }

        return peerId is not null;
    }

    /// <summary>Reads the base58 text.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PeerId? peerId)
    {
        peerId = null;
        if (text is null)
        {
            return false;
        }

        ref PeerId? slot = ref Remembered[(uint)text.GetHashCode(StringComparison.Ordinal) % RememberedCount];
        if (slot is { } known && known.Text == text)
        {
            peerId = known;
            return true;
        }

        if (Base58.TryDecode(text, out byte[] bytes) && TryFromBytes(bytes, out peerId))
        {
            slot = peerId;
        }

        return peerId is not null;
    }

    /// <summary>Reads the base58 text.</summary>
    /// <exception cref="FormatException">The text is no peer id.</exception>
    public static PeerId Parse(string text) => TryParse(text, out PeerId? peerId)
        ? peerId
        : throw new FormatException($"'{text}' is not a peer id: expected base58 of a public key's multihash, like 12D3KooW…");

    /// <summary>The Ed25519 key that this id embeds; false for ids of hashed or other keys.</summary>
    public bool TryGetPublicKey([NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return Multihash.TryParse(_bytes, out Multihash hash) && hash.Code == Multicodec.Identity
            && PublicKey.TryFromProtobuf(hash.Digest.Span, out key);
    }

    /// <summary>The base58 text.</summary>
    public override string ToString() => Text;

    /// <inheritdoc/>
    public bool Equals(PeerId? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerId);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>Orders by the bytes of the multihash.</summary>
    public int CompareTo(PeerId? other) => other is null ? 1 : _bytes.AsSpan().SequenceCompareTo(other._bytes);

    /// <summary>Equality by bytes.</summary>
    public static bool operator ==(PeerId? left, PeerId? right) => left?.Equals(right) ?? right is null;

    /// <summary>Inequality by bytes.</summary>
    public static bool operator !=(PeerId? left, PeerId? right) => !(left == right);

    /// <summary>Order by bytes.</summary>
    public static bool operator <(PeerId left, PeerId right) => Comparer<PeerId>.Default.Compare(left, right) < 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator <=(PeerId left, PeerId right) => Comparer<PeerId>.Default.Compare(left, right) <= 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >(PeerId left, PeerId right) => Comparer<PeerId>.Default.Compare(left, right) > 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >=(PeerId left, PeerId right) => Comparer<PeerId>.Default.Compare(left, right) >= 0;
}

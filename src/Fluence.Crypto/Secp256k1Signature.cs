namespace Fluence.Crypto;

/// <summary>An ECDSA signature over secp256k1 that tells who made it.</summary>
/// <param name="R">32 bytes, big-endian.</param>
/// <param name="S">32 bytes, big-endian; of the two that are valid, the smaller one.</param>
/// <param name="Recovery">0 to 3: bit 0 is the parity of the nonce's point, bit 1 whether its x was above the order.</param>
public sealed record Secp256k1Signature(ReadOnlyMemory<byte> R, ReadOnlyMemory<byte> S, int Recovery)
{
    /// <summary>Whether two signatures have the same bytes.</summary>
    public bool Equals(Secp256k1Signature? other) => other is not null && Recovery == other.Recovery
        && R.Span.SequenceEqual(other.R.Span) && S.Span.SequenceEqual(other.S.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => R.Length < sizeof(int) ? Recovery : BitConverter.ToInt32(R.Span);
}

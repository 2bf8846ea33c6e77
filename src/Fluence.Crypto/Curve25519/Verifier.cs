namespace Fluence.Crypto.Curve25519;

/// <summary>
/// Verification of Ed25519 as the original peers and libcrypto do it: without the cofactor, s below L, and the bytes of R
/// compared with the encoding of s B - k A. Keys and R of small or mixed order are not refused as such. Variable time: all of it is public.
/// </summary>
internal static class Verifier
{
    /// <summary>Checks a signature of 64 bytes by a key of 32 bytes, with the table of the key if <paramref name="tables"/> has it.</summary>
    internal static bool Verify(
        ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, KeyTableCache tables)
    {
        if (tables.Find(publicKey) is { } comb)
        {
            return VerifyWithTable(comb, publicKey, message, signature);
        }

        if (!TryDecodeNegative(publicKey, out ExtendedPoint negativeKey))
        {
            return false;
        }

        bool isValid = VerifyWithPoint(in negativeKey, publicKey, message, signature);
        if (isValid)
        {
            tables.CountUse(publicKey, in negativeKey);
        }

        return isValid;
    }

    /// <summary>Checks a signature of 64 bytes by a key of 32 bytes, as if the key were seen for the first time.</summary>
    internal static bool VerifyWithoutTable(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        TryDecodeNegative(publicKey, out ExtendedPoint negativeKey) && VerifyWithPoint(in negativeKey, publicKey, message, signature);

    private static bool VerifyWithTable(
        ReadOnlySpan<AffineNielsPoint> comb, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ReadOnlySpan<byte> r = signature[..32], s = signature[32..];
        if (!Scalar.IsCanonical(s))
        {
            return false;
        }

        Span<byte> k = stackalloc byte[Scalar.Length];
        Challenge(r, publicKey, message, k);
        DoubleMultiplication.Compute(out ProjectivePoint expected, s, k, comb);
        return IsEncodedAs(in expected, r);
    }

    private static bool VerifyWithPoint(
        in ExtendedPoint negativeKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ReadOnlySpan<byte> r = signature[..32], s = signature[32..];
        if (!Scalar.IsCanonical(s))
        {
            return false;
        }

        Span<byte> k = stackalloc byte[Scalar.Length];
        Challenge(r, publicKey, message, k);
        DoubleMultiplication.Compute(out ProjectivePoint expected, s, k, in negativeKey);
        return IsEncodedAs(in expected, r);
    }

    /// <summary>k: SHA-512 of R, the key and the message, modulo L. The key is hashed as it came, canonical or not.</summary>
    private static void Challenge(ReadOnlySpan<byte> r, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> k)
    {
        using SignatureHash hash = new(message, stackalloc byte[SignatureHash.StackSize]);
        hash.Compute(r, publicKey, k);
    }

    private static bool TryDecodeNegative(ReadOnlySpan<byte> publicKey, out ExtendedPoint negativeKey)
    {
        bool isPoint = ExtendedPoint.TryDecode(publicKey, out ExtendedPoint key);
        negativeKey = key.Negate();
        return isPoint;
    }

    private static bool IsEncodedAs(in ProjectivePoint point, ReadOnlySpan<byte> encoding)
    {
        Span<byte> canonical = stackalloc byte[32];
        point.Encode(canonical);
        return canonical.SequenceEqual(encoding);
    }
}

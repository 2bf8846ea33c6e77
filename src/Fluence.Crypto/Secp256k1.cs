using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Fluence.Crypto;

/// <summary>
/// ECDSA over secp256k1 with the deterministic nonces of RFC 6979 (HMAC-SHA256), signatures with the smaller s, and recovery of the
/// signer. The arithmetic is BouncyCastle's, whose big integers take a time that depends on their values: the products with secrets go
/// through a comb of fixed length and are blinded with a random multiple of the order, which hides them from a clock over a network,
/// not from someone who measures on the same machine.
/// </summary>
public static class Secp256k1
{
    /// <summary>The length of a private key, in bytes.</summary>
    public const int PrivateKeyLength = 32;

    /// <summary>The length of a public key, in bytes: x and y.</summary>
    public const int PublicKeyLength = 64;

    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private static readonly BigInteger Order = Curve.N;
    private static readonly BigInteger HalfOrder = Curve.N.ShiftRight(1);

    /// <summary>Whether the 32 bytes are a private key: more than 0 and less than the order of the curve.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key) =>
        key.Length == PrivateKeyLength && new BigInteger(1, key.ToArray()) is { SignValue: > 0 } scalar && scalar.CompareTo(Order) < 0;

    /// <summary>A private key from the operating system's random source.</summary>
    public static byte[] CreatePrivateKey()
    {
        byte[] key;
        do
        {
            key = RandomNumberGenerator.GetBytes(PrivateKeyLength);
        }
        while (!IsPrivateKey(key));
        return key;
    }

    /// <summary>The public key of a private key: x and y, 64 bytes.</summary>
    /// <exception cref="ArgumentException">The bytes are no private key.</exception>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey) => ToBytes(MultiplyBase(ScalarOf(privateKey)));

    /// <summary>Signs a hash of 32 bytes; the same key and hash give the same signature.</summary>
    /// <exception cref="ArgumentException">The bytes are no private key, or the hash has another length.</exception>
    public static Secp256k1Signature Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash)
    {
        BigInteger secret = ScalarOf(privateKey);
        BigInteger message = MessageOf(hash);
        Rfc6979Nonces nonces = new(privateKey, ToBytes(message.Mod(Order)));
        while (true)
        {
            BigInteger nonce = new(1, nonces.Next());
            if (nonce.SignValue == 0 || nonce.CompareTo(Order) >= 0)
            {
                continue;
            }

            ECPoint point = MultiplyBase(nonce);
            BigInteger x = point.AffineXCoord.ToBigInteger();
            BigInteger r = x.Mod(Order);
            BigInteger blind = RandomScalar();
            BigInteger inverse = nonce.Multiply(blind).Mod(Order).ModInverse(Order);
            BigInteger s = inverse.Multiply(blind.Multiply(message.Add(r.Multiply(secret)))).Mod(Order);
            if (r.SignValue == 0 || s.SignValue == 0)
            {
                continue;
            }

            int recovery = (point.AffineYCoord.TestBitZero() ? 1 : 0) | (x.CompareTo(Order) >= 0 ? 2 : 0);
            return s.CompareTo(HalfOrder) > 0
                ? new Secp256k1Signature(ToBytes(r), ToBytes(Order.Subtract(s)), recovery ^ 1)
                : new Secp256k1Signature(ToBytes(r), ToBytes(s), recovery);
        }
    }

    /// <summary>Finds the public key, x and y, that signed a hash of 32 bytes; false where the signature is one of no key.</summary>
    public static bool TryRecover(ReadOnlySpan<byte> hash, Secp256k1Signature signature, [NotNullWhen(true)] out byte[]? publicKey)
    {
        ArgumentNullException.ThrowIfNull(signature);
        publicKey = null;
        BigInteger message = MessageOf(hash);
        BigInteger r = new(1, signature.R.ToArray());
        BigInteger s = new(1, signature.S.ToArray());
        BigInteger x = (signature.Recovery & 2) != 0 ? r.Add(Order) : r;
        if (!IsScalar(r) || !IsScalar(s) || x.CompareTo(Curve.Curve.Field.Characteristic) >= 0)
        {
            return false;
        }

        ECPoint nonce;
        try
        {
            nonce = Curve.Curve.DecodePoint([(byte)(2 | (signature.Recovery & 1)), .. ToBytes(x)]);
        }
        catch (ArgumentException)
        {
            return false;
        }

        BigInteger inverse = r.ModInverse(Order);
        ECPoint point = ECAlgorithms.SumOfTwoMultiplies(
            Curve.G, inverse.Multiply(message.Negate()).Mod(Order), nonce, inverse.Multiply(s).Mod(Order)).Normalize();
        publicKey = point.IsInfinity ? null : ToBytes(point);
        return publicKey is not null;
    }

    /// <summary>Whether a signature is one of this public key over a hash of 32 bytes. Both forms of s are accepted.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> hash, Secp256k1Signature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        BigInteger r = new(1, signature.R.ToArray());
        BigInteger s = new(1, signature.S.ToArray());
        if (publicKey.Length != PublicKeyLength || !IsScalar(r) || !IsScalar(s))
        {
            return false;
        }

        ECPoint key;
        try
        {
            key = Curve.Curve.DecodePoint([4, .. publicKey]);
        }
        catch (ArgumentException)
        {
            return false;
        }

        BigInteger inverse = s.ModInverse(Order);
        ECPoint point = ECAlgorithms.SumOfTwoMultiplies(
            Curve.G, MessageOf(hash).Multiply(inverse).Mod(Order), key, r.Multiply(inverse).Mod(Order)).Normalize();
        return !point.IsInfinity && point.AffineXCoord.ToBigInteger().Mod(Order).Equals(r);
    }

    private static ECPoint MultiplyBase(BigInteger scalar)
    {
        // k·G = (k − m)·G + m·G, so neither product is one with the secret itself
        BigInteger mask = RandomScalar();
        FixedPointCombMultiplier comb = new();
        return comb.Multiply(Curve.G, scalar.Subtract(mask).Mod(Order)).Add(comb.Multiply(Curve.G, mask)).Normalize();
    }

    private static BigInteger RandomScalar() => new(1, CreatePrivateKey());

    private static BigInteger ScalarOf(ReadOnlySpan<byte> privateKey) => IsPrivateKey(privateKey)
        ? new BigInteger(1, privateKey.ToArray())
        : throw new ArgumentException("a secp256k1 private key is a number of 32 bytes, not 0 and below the order of the curve");

    private static BigInteger MessageOf(ReadOnlySpan<byte> hash) => hash.Length == PrivateKeyLength
        ? new BigInteger(1, hash.ToArray())
        : throw new ArgumentException($"a hash to sign has 32 bytes, this one has {hash.Length}");

    private static bool IsScalar(BigInteger number) => number.SignValue > 0 && number.CompareTo(Order) < 0;

    private static byte[] ToBytes(ECPoint point) =>
        [.. ToBytes(point.AffineXCoord.ToBigInteger()), .. ToBytes(point.AffineYCoord.ToBigInteger())];

    private static byte[] ToBytes(BigInteger number)
    {
        byte[] minimal = number.ToByteArrayUnsigned();
        byte[] bytes = new byte[PrivateKeyLength];
        minimal.CopyTo(bytes, PrivateKeyLength - minimal.Length);
        return bytes;
    }
}

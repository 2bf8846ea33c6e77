using System.Security.Cryptography;

namespace Fluence.Crypto;

/// <summary>The candidates for the nonce of one ECDSA signature, RFC 6979 §3.2, with HMAC-SHA256 and an order of 256 bits.</summary>
internal sealed class Rfc6979Nonces
{
    private byte[] _key = new byte[32];
    private byte[] _value = [.. Enumerable.Repeat((byte)1, 32)];
    private bool _isFirst = true;

    /// <summary>Starts the sequence of a private key and a hash that is reduced by the order, 32 bytes each.</summary>
    public Rfc6979Nonces(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash)
    {
        byte[] seed = [.. privateKey, .. hash];
        Update(0, seed);
        Update(1, seed);
        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>The next candidate, 32 bytes; the caller refuses those that are 0 or not below the order.</summary>
    public byte[] Next()
    {
        if (!_isFirst)
        {
            Update(0, []);
        }

        _isFirst = false;
        _value = HMACSHA256.HashData(_key, source: _value);
        return _value;
    }

    private void Update(byte separator, ReadOnlySpan<byte> seed)
    {
        _key = HMACSHA256.HashData(_key.AsSpan(), [.. _value, separator, .. seed]);
        _value = HMACSHA256.HashData(_key, source: _value);
    }
}

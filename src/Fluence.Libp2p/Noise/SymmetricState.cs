using System.Security.Cryptography;

namespace Fluence.Libp2p.Noise;

/// <summary>The chaining key and the handshake hash of Noise (§5.2), for the SHA-256 and ChaCha20-Poly1305 suite.</summary>
internal sealed class SymmetricState : IDisposable
{
    private const int HashLength = 32;

    private readonly byte[] _chainingKey;
    private readonly byte[] _hash;
    private CipherState? _cipher;

    public SymmetricState()
    {
        // the name has exactly 32 bytes, so it is its own initial hash
        _hash = "Noise_XX_25519_ChaChaPoly_SHA256"u8.ToArray();
        _chainingKey = [.. _hash];
        MixHash([]);
    }

    public void MixHash(ReadOnlySpan<byte> data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_hash);
        hash.AppendData(data);
        hash.GetHashAndReset(_hash);
    }

    public void MixKey(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Span<byte> output = stackalloc byte[2 * HashLength];
        Derive(inputKeyMaterial, output);
        output[..HashLength].CopyTo(_chainingKey);
        _cipher?.Dispose();
        _cipher = new CipherState(output[HashLength..]);
    }

    /// <summary>Encrypts under the current key and mixes the result into the hash; without a key only mixes.</summary>
    public byte[] EncryptAndHash(ReadOnlySpan<byte> plaintext)
    {
        byte[] message = new byte[plaintext.Length + (_cipher is null ? 0 : CipherState.TagLength)];
        if (_cipher is null)
        {
            plaintext.CopyTo(message);
        }
        else
        {
            _cipher.Encrypt(_hash, plaintext, message.AsSpan(0, plaintext.Length), message.AsSpan(plaintext.Length));
        }

        MixHash(message);
        return message;
    }

    /// <summary>Decrypts under the current key and mixes the ciphertext into the hash.</summary>
    /// <exception cref="ProtocolViolationException">The message is too short or not authentic.</exception>
    public byte[] DecryptAndHash(ReadOnlySpan<byte> message)
    {
        if (_cipher is null)
        {
            MixHash(message);
            return message.ToArray();
        }

        byte[] plaintext = new byte[Math.Max(0, message.Length - CipherState.TagLength)];
        if (message.Length < CipherState.TagLength
            || !_cipher.TryDecrypt(_hash, message[..plaintext.Length], message[plaintext.Length..], plaintext))
        {
            throw new ProtocolViolationException("noise_authentication", "a message of the Noise handshake is not authentic");
        }

        MixHash(message);
        return plaintext;
    }

    /// <summary>The keys of the two directions: the initiator's first.</summary>
    public (CipherState Initiator, CipherState Responder) Split()
    {
        Span<byte> output = stackalloc byte[2 * HashLength];
        Derive([], output);
        return (new CipherState(output[..HashLength]), new CipherState(output[HashLength..]));
    }

    public void Dispose() => _cipher?.Dispose();

    // HKDF with two outputs and no info; OpenSSL's own refuses the empty key material that Split has
    private void Derive(ReadOnlySpan<byte> inputKeyMaterial, Span<byte> output)
    {
        Span<byte> key = stackalloc byte[HashLength];
        HMACSHA256.HashData(_chainingKey, inputKeyMaterial, key);
        HMACSHA256.HashData(key, [1], output[..HashLength]);
        Span<byte> second = stackalloc byte[HashLength + 1];
        output[..HashLength].CopyTo(second);
        second[HashLength] = 2;
        HMACSHA256.HashData(key, second, output[HashLength..]);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fluence.Libp2p.Noise;

/// <summary>A ChaCha20-Poly1305 key with the counter of its messages (Noise §5.1).</summary>
internal sealed class CipherState(ReadOnlySpan<byte> key) : IDisposable
{
    /// <summary>The length of the authentication tag, in bytes.</summary>
    public const int TagLength = 16;

    private readonly ChaCha20Poly1305 _cipher = new(key);
    private ulong _counter;

    /// <summary>Encrypts; <paramref name="ciphertext"/> may be the same memory as <paramref name="plaintext"/>.</summary>
    public void Encrypt(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        NextNonce(nonce);
        _cipher.Encrypt(nonce, plaintext, ciphertext, tag, associatedData);
    }

    /// <summary>Decrypts; <paramref name="plaintext"/> may be the same memory as the ciphertext.</summary>
    /// <returns>False when the message is not authentic.</returns>
    public bool TryDecrypt(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[12];
        NextNonce(nonce);
        try
        {
            _cipher.Decrypt(nonce, ciphertext, tag, plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private void NextNonce(Span<byte> nonce)
    {
        // the last counter value is reserved by Noise and must never be used
        if (_counter == ulong.MaxValue)
        {
            throw new CryptographicException("a Noise key has no nonce left");
        }

        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _counter++);
    }
}

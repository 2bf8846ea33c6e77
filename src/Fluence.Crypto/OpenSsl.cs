using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fluence.Crypto;

/// <summary>The few functions of OpenSSL 3's libcrypto that the base class library does not give: Ed25519 and X25519.</summary>
internal static partial class OpenSsl
{
    /// <summary><c>EVP_PKEY_X25519</c>.</summary>
    internal const int X25519Type = 1034;

    /// <summary><c>EVP_PKEY_ED25519</c>.</summary>
    internal const int Ed25519Type = 1087;

    private const string Library = "libcrypto.so.3";

    /// <summary>Whether libcrypto 3 is on this machine.</summary>
    internal static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, typeof(OpenSsl).Assembly, null, out _);

    internal static KeyHandle PrivateKey(int type, byte[] secret) =>
        Check(EVP_PKEY_new_raw_private_key(type, 0, secret, (nuint)secret.Length));

    internal static byte[] GetPublicKey(KeyHandle key)
    {
        byte[] bytes = new byte[32];
        nuint length = 32;
        Check(EVP_PKEY_get_raw_public_key(key, bytes, ref length));
        return bytes;
    }

    internal static unsafe byte[] SignEd25519(KeyHandle key, ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[64];
        nint context = EVP_MD_CTX_new();
        try
        {
            nuint length = 64;
            fixed (byte* input = message, output = signature)
            {
                // an empty span has no address, and libcrypto refuses a null pointer
                byte empty;
                Check(EVP_DigestSignInit(context, 0, 0, 0, key));
                Check(EVP_DigestSign(context, output, ref length, input == null ? &empty : input, (nuint)message.Length));
            }

            return signature;
        }
        finally
        {
            EVP_MD_CTX_free(context);
        }
    }

    internal static unsafe bool VerifyEd25519(byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using KeyHandle key = EVP_PKEY_new_raw_public_key(Ed25519Type, 0, publicKey, (nuint)publicKey.Length);
        if (key.IsInvalid)
        {
            ERR_clear_error();
            return false;
        }

        nint context = EVP_MD_CTX_new();
        try
        {
            fixed (byte* input = message, expected = signature)
            {
                byte empty;
                byte* start = input == null ? &empty : input;
                bool valid = EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
                    && EVP_DigestVerify(context, expected, (nuint)signature.Length, start, (nuint)message.Length) == 1;
                if (!valid)
                {
                    ERR_clear_error();
                }

                return valid;
            }
        }
        finally
        {
            EVP_MD_CTX_free(context);
        }
    }

    internal static bool TryDeriveX25519(KeyHandle key, ReadOnlySpan<byte> peerPublicKey, Span<byte> sharedSecret)
    {
        using KeyHandle peer = EVP_PKEY_new_raw_public_key(X25519Type, 0, peerPublicKey.ToArray(), (nuint)peerPublicKey.Length);
        nint context = EVP_PKEY_CTX_new(key, 0);
        try
        {
            byte[] secret = new byte[32];
            nuint length = 32;
            bool derived = !peer.IsInvalid && EVP_PKEY_derive_init(context) == 1
                && EVP_PKEY_derive_set_peer(context, peer) == 1 && EVP_PKEY_derive(context, secret, ref length) == 1;
            if (!derived)
            {
                ERR_clear_error();
                return false;
            }

            secret.CopyTo(sharedSecret);
            return secret.AsSpan().ContainsAnyExcept((byte)0);
        }
        finally
        {
            EVP_PKEY_CTX_free(context);
        }
    }

    private static KeyHandle Check(KeyHandle key) =>
        key.IsInvalid ? throw new CryptographicException("libcrypto refused a key of 32 bytes") : key;

    private static void Check(int result)
    {
        if (result != 1)
        {
            ERR_clear_error();
            throw new CryptographicException("libcrypto could not complete an operation on a valid key");
        }
    }

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, byte[] publicKey, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static unsafe partial int EVP_DigestSign(nint context, byte* signature, ref nuint signatureLength, byte* message, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static unsafe partial int EVP_DigestVerify(nint context, byte* signature, nuint signatureLength, byte* message, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_CTX_new(KeyHandle key, nint engine);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive_init(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive_set_peer(nint context, KeyHandle peer);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive(nint context, byte[] secret, ref nuint length);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();

    /// <summary>An <c>EVP_PKEY</c>, freed with its owner.</summary>
    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }
}

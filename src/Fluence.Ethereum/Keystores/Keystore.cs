using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;

namespace Fluence.Ethereum.Keystores;

/// <summary>
/// Keystore files of version 3: a private key under AES-128-CTR with a key that scrypt or PBKDF2 derives from a password, and a MAC.
/// </summary>
public static class Keystore
{
    /// <summary>The most memory that a file may ask scrypt for.</summary>
    public const long MaxMemory = 1L << 30;

    /// <summary>The most iterations of PBKDF2, or of scrypt's blocks in all, that a file may ask for.</summary>
    public const int MaxIterations = 10_000_000;

    private const int KeyLength = 32;

    /// <summary>Opens a file.</summary>
    /// <returns>The private key, 32 bytes.</returns>
    /// <exception cref="KeystoreException">It is no keystore, asks for more than the bounds allow, or the password is wrong.</exception>
    public static byte[] Open(string json, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        JsonElement crypto = Read(json);
        if (Text(crypto, "cipher") is not "aes-128-ctr" and var cipher)
        {
            throw new KeystoreException($"the keystore's cipher is '{Hex.Shorten(cipher)}'; aes-128-ctr is supported");
        }

        byte[] ciphertext = Bytes(crypto, "ciphertext");
        byte[] iv = Bytes(Child(crypto, "cipherparams"), "iv");
        byte[] mac = Bytes(crypto, "mac");
        if (iv.Length != 16 || ciphertext.Length != KeyLength)
        {
            throw new KeystoreException("a keystore's iv has 16 bytes, its ciphertext 32");
        }

        byte[] derived = Derive(crypto, Encoding.UTF8.GetBytes(password));
        if (!CryptographicOperations.FixedTimeEquals(Mac(derived, ciphertext), mac))
        {
            throw new KeystoreException("the password does not open this keystore");
        }

        byte[] key = Ctr(derived.AsSpan(0, 16), iv, ciphertext);
        return Secp256k1.IsPrivateKey(key) ? key : throw new KeystoreException("what the keystore holds is no private key");
    }

    /// <summary>Makes a file.</summary>
    internal static string Seal(byte[] privateKey, Address address, string password, KeystoreCost cost)
    {
        ArgumentNullException.ThrowIfNull(password);
        byte[] salt = RandomNumberGenerator.GetBytes(32);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        byte[] derived = Scrypt.Derive(Encoding.UTF8.GetBytes(password), salt, cost, KeyLength);
        byte[] ciphertext = Ctr(derived.AsSpan(0, 16), iv, privateKey);
        JsonObject file = new()
        {
            ["version"] = 3,
            ["id"] = Guid.NewGuid().ToString(),
            ["address"] = address.ToLowerString()[2..],
            ["crypto"] = new JsonObject
            {
                ["cipher"] = "aes-128-ctr",
                ["cipherparams"] = new JsonObject { ["iv"] = Convert.ToHexStringLower(iv) },
                ["ciphertext"] = Convert.ToHexStringLower(ciphertext),
                ["kdf"] = "scrypt",
                ["kdfparams"] = new JsonObject
                {
                    ["n"] = cost.N, ["r"] = cost.R, ["p"] = cost.P, ["dklen"] = KeyLength, ["salt"] = Convert.ToHexStringLower(salt),
                },
                ["mac"] = Convert.ToHexStringLower(Mac(derived, ciphertext)),
            },
        };
        return file.ToJsonString();
    }

    private static JsonElement Read(string json)
    {
        try
        {
            JsonElement file = JsonSerializer.Deserialize<JsonElement>(json);
            if (file.ValueKind != JsonValueKind.Object || Number(file, "version") != 3)
            {
                throw new KeystoreException("this is not a keystore of version 3");
            }

            // early files write it with a capital
            return file.TryGetProperty("crypto", out JsonElement crypto) ? crypto : Child(file, "Crypto");
        }
        catch (JsonException)
        {
            throw new KeystoreException("this is not a keystore: it is not JSON");
        }
    }

    private static byte[] Derive(JsonElement crypto, byte[] password)
    {
        JsonElement parameters = Child(crypto, "kdfparams");
        byte[] salt = Bytes(parameters, "salt");
        if (Number(parameters, "dklen") != KeyLength)
        {
            throw new KeystoreException("a keystore's dklen is 32");
        }

        switch (Text(crypto, "kdf"))
        {
            case "pbkdf2" when Text(parameters, "prf") == "hmac-sha256":
                int iterations = Number(parameters, "c");
                Demand(iterations is > 0 and <= MaxIterations, $"c is {iterations}, more than {MaxIterations}, or none");
                return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, KeyLength);
            case "scrypt":
                (int n, int r, int p) = (Number(parameters, "n"), Number(parameters, "r"), Number(parameters, "p"));
                Demand(n > 1 && int.IsPow2(n) && r is > 0 and <= 1024 && p is > 0 and <= 1024, "n, r or p is no parameter of scrypt");
                Demand(128L * n * r <= MaxMemory && (long)n * r * p <= MaxIterations,
                    $"n, r and p ask for more than {MaxMemory >> 20} MiB of memory or too much time");
                return Scrypt.Derive(password, salt, new KeystoreCost(n, r, p), KeyLength);
            case var other:
                throw new KeystoreException(
                    $"the keystore's kdf is '{Hex.Shorten(other)}'; scrypt, and pbkdf2 with hmac-sha256, are supported");
        }
    }

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new KeystoreException($"the keystore's kdfparams are refused: {otherwise}");
        }
    }

    private static byte[] Mac(byte[] derived, byte[] ciphertext) => Keccak256.Hash([.. derived.AsSpan(16, 16), .. ciphertext]);

    private static byte[] Ctr(ReadOnlySpan<byte> key, byte[] iv, ReadOnlySpan<byte> input)
    {
        using Aes aes = Aes.Create();
        aes.Key = key.ToArray();
        byte[] counter = [.. iv];
        byte[] output = input.ToArray();
        for (int start = 0; start < output.Length; start += counter.Length)
        {
            byte[] stream = aes.EncryptEcb(counter, PaddingMode.None);
            for (int i = 0; i < stream.Length && start + i < output.Length; i++)
            {
                output[start + i] ^= stream[i];
            }

            for (int i = counter.Length - 1; i >= 0 && ++counter[i] == 0; i--)
            {
            }
        }

        return output;
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child)
            ? child
            : throw new KeystoreException($"the keystore has no '{name}' where one is expected");

    private static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { } value
            ? value
            : throw new KeystoreException($"the keystore's '{name}' is no text");

    private static int Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value)
            ? value
            : throw new KeystoreException($"the keystore's '{name}' is no number of 32 bits");

    private static byte[] Bytes(JsonElement parent, string name) => Hex.TryParse(Text(parent, name), out byte[]? bytes)
        ? bytes
        : throw new KeystoreException($"the keystore's '{name}' is not hexadecimal");
}

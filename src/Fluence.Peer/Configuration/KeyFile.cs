using Fluence.Crypto;
using Fluence.Primitives.Encoding;

namespace Fluence.Peer.Configuration;

/// <summary>
/// Secret keys in files: base64 of the 32-byte Ed25519 seed. Read are also base58, and 64 bytes of seed and public key, as the
/// original peer does.
/// </summary>
public static class KeyFile
{
    private const int PairLength = 2 * KeyPair.SeedLength;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the key, or makes one if the file does not exist.</summary>
    /// <exception cref="ConfigException">The file holds no key or cannot be read or written.</exception>
    public static KeyPair LoadOrCreate(string file)
    {
        try
        {
            if (File.Exists(file))
            {
                return Parse(File.ReadAllText(file), file);
            }

            KeyPair made = KeyPair.Generate();
            Write(file, made);
            return made;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"the key file cannot be used: {unusable.Message}");
        }
    }

    /// <summary>Reads a key that must exist.</summary>
    /// <exception cref="ConfigException">The file is absent or holds no key.</exception>
    public static KeyPair Load(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"the key file cannot be read: {unusable.Message}");
        }
    }

    /// <summary>Writes a new key file that only its owner may read.</summary>
    /// <exception cref="IOException">The file exists already or cannot be written.</exception>
    public static void Write(string file, KeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        Directory.CreateDirectory(folder!);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using StreamWriter writer = new(file, options);
        writer.WriteLine(Convert.ToBase64String(key.Seed.Span));
    }

    /// <summary>Reads the text of a key.</summary>
    /// <exception cref="ConfigException">The text is no key; the message never repeats it.</exception>
    public static KeyPair Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        byte[]? base64 = DecodeBase64(trimmed);
        byte[]? base58 = Base58.TryDecode(trimmed, out byte[]? decoded) ? decoded : null;

        // most base58 texts are base64 as well, of another length
        byte[] bytes = base64 is { Length: KeyPair.SeedLength or PairLength } ? base64
            : base58 is { Length: KeyPair.SeedLength or PairLength } ? base58
            : (base64 ?? base58) is { } wrong
                ? throw new ConfigException($"{where}: secret key length must be 32 (or 64 for keypair), was {wrong.Length}")
                : throw new ConfigException($"{where}: the secret key is neither base64 nor base58");
        KeyPair key = KeyPair.FromSeed(bytes.AsSpan(0, KeyPair.SeedLength));
        return bytes.Length == KeyPair.SeedLength || key.PublicKey.Bytes.Span.SequenceEqual(bytes.AsSpan(KeyPair.SeedLength))
            ? key
            : throw new ConfigException($"{where}: the public key in the second half is not that of the secret key in the first");
    }

    private static byte[]? DecodeBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }
}

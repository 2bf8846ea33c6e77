using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Ethereum.Keystores;

namespace Fluence.Ethereum;

/// <summary>A secp256k1 private key: an account that can sign.</summary>
public sealed class Wallet
{
    private readonly byte[] _privateKey;

    private Wallet(byte[] privateKey)
    {
        _privateKey = privateKey;
        Address = Address.OfPublicKey(Secp256k1.PublicKeyOf(privateKey));
    }

    /// <summary>The account.</summary>
    public Address Address { get; }

    /// <summary>The private key, 32 bytes. Handle with care: whoever has it has what the account holds.</summary>
    public ReadOnlyMemory<byte> PrivateKey => _privateKey;

    /// <summary>A new account from the operating system's random source.</summary>
    public static Wallet Create() => new(Secp256k1.CreatePrivateKey());

    /// <summary>Takes a private key of 32 bytes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Wallet FromPrivateKey(ReadOnlySpan<byte> privateKey) => Secp256k1.IsPrivateKey(privateKey)
        ? new Wallet(privateKey.ToArray())
        : throw new FormatException("a private key is 32 bytes, not all zeros and below the order of secp256k1");

    /// <summary>Reads a private key: 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Wallet? wallet)
    {
        wallet = Hex.TryParse(text?.Trim(), out byte[]? key) && Secp256k1.IsPrivateKey(key) ? new Wallet(key) : null;
        return wallet is not null;
    }

    /// <summary>Reads a private key: 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is none; the message does not repeat it.</exception>
    public static Wallet Parse(string text) => TryParse(text, out Wallet? wallet)
        ? wallet
        : throw new FormatException("this is not a private key: expected 64 hexadecimal digits, with or without 0x");

    /// <summary>Opens a keystore file (version 3).</summary>
    /// <exception cref="KeystoreException">It is none, or the password is wrong.</exception>
    public static Wallet FromKeystore(string json, string password) => new(Keystore.Open(json, password));

    /// <summary>Makes a keystore file (version 3) of the key, with scrypt.</summary>
    public string ToKeystore(string password, KeystoreCost? cost = null) =>
        Keystore.Seal(_privateKey, Address, password, cost ?? KeystoreCost.Standard);

    /// <summary>Signs a hash of 32 bytes.</summary>
    public Secp256k1Signature Sign(ReadOnlySpan<byte> hash) => Secp256k1.Sign(_privateKey, hash);

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Fluence.Crypto;

namespace Fluence.Ethereum;

/// <summary>The address of an account or a contract: 20 bytes. As text <c>0x</c> and 40 digits, mixed in case as EIP-55 says.</summary>
public readonly record struct Address : IComparable<Address>
{
    /// <summary>The length, in bytes.</summary>
    public const int Length = 20;

    private readonly Bytes20 _bytes;

    private Address(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes);

    /// <summary>The address of 20 zeros: nobody.</summary>
    public static Address Zero => default;

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>Takes 20 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Address(bytes)
        : throw new ArgumentException($"an address has {Length} bytes, this has {bytes.Length}", nameof(bytes));

    /// <summary>The address of a public key of 64 bytes: the last 20 of its hash.</summary>
    public static Address OfPublicKey(ReadOnlySpan<byte> publicKey) => new(Keccak256.Hash(publicKey).AsSpan(12));

    /// <summary>The address of the contract that an account makes with a transaction of this nonce.</summary>
    public static Address OfContract(Address creator, ulong nonce)
    {
        Rlp.RlpWriter writer = new();
        writer.StartList();
        writer.Write(creator.Span);
        writer.Write(nonce);
        writer.EndList();
        return new Address(Keccak256.Hash(writer.ToArray()).AsSpan(12));
    }

    /// <summary>
    /// Reads 40 hexadecimal digits, with or without <c>0x</c>. Where they are mixed in case, the case is a checksum, and has to be right.
    /// </summary>
    public static bool TryParse(string? text, out Address address)
    {
        address = default;
        if (!Hex.TryParse(text, out byte[]? bytes) || bytes.Length != Length)
        {
            return false;
        }

        address = new Address(bytes);
        ReadOnlySpan<char> digits = text.AsSpan()[^(2 * Length)..];
        bool isMixed = digits.IndexOfAnyInRange('a', 'f') >= 0 && digits.IndexOfAnyInRange('A', 'F') >= 0;
        return !isMixed || digits.SequenceEqual(address.ToString().AsSpan(2));
    }

    /// <summary>Reads an address; see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is no address, or its checksum is wrong.</exception>
    public static Address Parse(string text) => TryParse(text, out Address address)
        ? address
        : throw new FormatException(
            $"'{Hex.Shorten(text)}' is not an address: expected 0x and 40 hexadecimal digits, all in one case or with the EIP-55 checksum");

    /// <inheritdoc/>
    public bool Equals(Address other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Span[16..]);

    /// <summary>The order of the bytes.</summary>
    public int CompareTo(Address other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The text in lower case, as indexes of the original keep it.</summary>
    public string ToLowerString() => Hex.Of(Span);

    /// <summary>The text with the checksum of EIP-55.</summary>
    public override string ToString()
    {
        string digits = Convert.ToHexStringLower(Span);
        byte[] hash = Keccak256.Hash(Encoding.ASCII.GetBytes(digits));
        return "0x" + string.Create(digits.Length, (digits, hash), static (text, state) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                int nibble = (state.hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
                text[i] = nibble >= 8 ? char.ToUpperInvariant(state.digits[i]) : state.digits[i];
            }
        });
    }

    /// <summary>Whether <paramref name="left"/> comes first in the order of the bytes.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> does not come after in the order of the bytes.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> comes after in the order of the bytes.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come first in the order of the bytes.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    [InlineArray(Length)]
    private struct Bytes20
    {
        private byte _first;
    }
}

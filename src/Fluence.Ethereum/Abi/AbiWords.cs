using System.Numerics;

namespace Fluence.Ethereum.Abi;

/// <summary>A static type of one word.</summary>
internal abstract class AbiWord<T>(string name) : AbiType<T>(name, false, AbiWriter.WordLength)
{
    public sealed override void Write(AbiWriter writer, T value) => WriteWord(writer.NextWord(), value);

    public sealed override T Read(ref AbiReader reader)
    {
        ReadOnlySpan<byte> word = reader.NextWord();
        return TryReadWord(word, out T value) ? value : throw reader.Wrong(Name);
    }

    protected abstract void WriteWord(Span<byte> word, T value);

    protected abstract bool TryReadWord(ReadOnlySpan<byte> word, out T value);
}

/// <summary><c>bool</c>.</summary>
internal sealed class AbiBool() : AbiWord<bool>("bool")
{
    protected override void WriteWord(Span<byte> word, bool value) => word[^1] = value ? (byte)1 : (byte)0;

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out bool value)
    {
        value = word[^1] == 1;
        return word[^1] <= 1 && !word[..^1].ContainsAnyExcept((byte)0);
    }
}

/// <summary><c>address</c>.</summary>
internal sealed class AbiAddress() : AbiWord<Address>("address")
{
    private const int Padding = AbiWriter.WordLength - Address.Length;

    protected override void WriteWord(Span<byte> word, Address value) => value.Span.CopyTo(word[Padding..]);

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out Address value)
    {
        value = Address.FromBytes(word[Padding..]);
        return !word[..Padding].ContainsAnyExcept((byte)0);
    }
}

/// <summary><c>uint8</c> to <c>uint64</c>.</summary>
internal sealed class AbiSmallUInt<T>(int bits) : AbiWord<T>($"uint{bits}")
    where T : IBinaryInteger<T>, IUnsignedNumber<T>
{
    protected override void WriteWord(Span<byte> word, T value)
    {
        ulong number = ulong.CreateChecked(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, ulong.MaxValue >> (64 - bits), nameof(value));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(word[^sizeof(ulong)..], number);
    }

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out T value)
    {
        ulong number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(word[^sizeof(ulong)..]);
        value = T.CreateTruncating(number);
        return number <= ulong.MaxValue >> (64 - bits) && !word[..^sizeof(ulong)].ContainsAnyExcept((byte)0);
    }
}

/// <summary><c>uint72</c> to <c>uint256</c>.</summary>
internal sealed class AbiUInt(int bits) : AbiWord<BigInteger>($"uint{bits}")
{
    private readonly int _padding = AbiWriter.WordLength - (bits / 8);

    protected override void WriteWord(Span<byte> word, BigInteger value)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > bits / 8)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} is not in the range of {Name}");
        }

        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(word[(word.Length - bytes.Length)..]);
    }

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out BigInteger value)
    {
        value = new BigInteger(word, isUnsigned: true, isBigEndian: true);
        return !word[.._padding].ContainsAnyExcept((byte)0);
    }
}

/// <summary><c>int8</c> to <c>int256</c>.</summary>
internal sealed class AbiInt(int bits) : AbiWord<BigInteger>($"int{bits}")
{
    protected override void WriteWord(Span<byte> word, BigInteger value)
    {
        if (value.GetByteCount() > bits / 8)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} is not in the range of {Name}");
        }

        byte[] bytes = value.ToByteArray(isBigEndian: true);
        word.Fill(value.Sign < 0 ? (byte)0xff : (byte)0);
        bytes.CopyTo(word[(word.Length - bytes.Length)..]);
    }

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out BigInteger value)
    {
        value = new BigInteger(word, isBigEndian: true);
        return value.GetByteCount() <= bits / 8;
    }
}

/// <summary><c>bytes4</c>.</summary>
internal sealed class AbiBytes4() : AbiWord<Bytes4>("bytes4")
{
    protected override void WriteWord(Span<byte> word, Bytes4 value) => value.ToArray().CopyTo(word);

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out Bytes4 value)
    {
        value = Bytes4.FromBytes(word[..Bytes4.Length]);
        return !word[Bytes4.Length..].ContainsAnyExcept((byte)0);
    }
}

/// <summary><c>bytes32</c>.</summary>
internal sealed class AbiBytes32() : AbiWord<Bytes32>("bytes32")
{
    protected override void WriteWord(Span<byte> word, Bytes32 value) => value.Span.CopyTo(word);

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out Bytes32 value)
    {
        value = Bytes32.FromBytes(word);
        return true;
    }
}

/// <summary><c>bytes1</c> to <c>bytes31</c>.</summary>
internal sealed class AbiFixedBytes(int length) : AbiWord<ReadOnlyMemory<byte>>($"bytes{length}")
{
    protected override void WriteWord(Span<byte> word, ReadOnlyMemory<byte> value)
    {
        if (value.Length != length)
        {
            throw new ArgumentException($"{Name} takes {length} bytes, not {value.Length}");
        }

        value.Span.CopyTo(word);
    }

    protected override bool TryReadWord(ReadOnlySpan<byte> word, out ReadOnlyMemory<byte> value)
    {
        value = word[..length].ToArray();
        return !word[length..].ContainsAnyExcept((byte)0);
    }
}

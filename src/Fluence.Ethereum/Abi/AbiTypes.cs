using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Ethereum.Abi;

/// <summary>The types of the contract ABI. Tuples are classes of their own, derived from <see cref="AbiTuple{T}"/>.</summary>
public static class AbiTypes
{
    /// <summary><c>bool</c>.</summary>
    public static AbiType<bool> Bool { get; } = new AbiBool();

    /// <summary><c>address</c>.</summary>
    public static AbiType<Address> Address { get; } = new AbiAddress();

    /// <summary><c>uint8</c>.</summary>
    public static AbiType<byte> UInt8 { get; } = new AbiSmallUInt<byte>(8);

    /// <summary><c>uint16</c>.</summary>
    public static AbiType<ushort> UInt16 { get; } = new AbiSmallUInt<ushort>(16);

    /// <summary><c>uint256</c>.</summary>
    public static AbiType<BigInteger> UInt256 { get; } = new AbiUInt(256);

    /// <summary><c>bytes4</c>.</summary>
    public static AbiType<Bytes4> Bytes4 { get; } = new AbiBytes4();

    /// <summary><c>bytes32</c>.</summary>
    public static AbiType<Bytes32> Bytes32 { get; } = new AbiBytes32();

    /// <summary><c>bytes</c>.</summary>
    public static AbiType<ReadOnlyMemory<byte>> Bytes { get; } = new AbiBytes();

    /// <summary><c>string</c>.</summary>
    public static AbiType<string> String { get; } = new AbiString();

    /// <summary><c>uint24</c> and <c>uint32</c>.</summary>
    public static AbiType<uint> UInt32(int bits = 32) => new AbiSmallUInt<uint>(Bits(bits, 24, 32));

    /// <summary><c>uint40</c> to <c>uint64</c>.</summary>
    public static AbiType<ulong> UInt64(int bits = 64) => new AbiSmallUInt<ulong>(Bits(bits, 40, 64));

    /// <summary><c>uint72</c> to <c>uint256</c>.</summary>
    public static AbiType<BigInteger> UInt(int bits) => new AbiUInt(Bits(bits, 72, 256));

    /// <summary><c>int8</c> to <c>int256</c>.</summary>
    public static AbiType<BigInteger> Int(int bits) => new AbiInt(Bits(bits, 8, 256));

    /// <summary><c>bytes1</c> to <c>bytes31</c>, as that many bytes.</summary>
    public static AbiType<ReadOnlyMemory<byte>> FixedBytes(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 31);
        return new AbiFixedBytes(length);
    }

    /// <summary><c>T[]</c>.</summary>
    public static AbiType<ImmutableArray<T>> Array<T>(AbiType<T> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new AbiArray<T>(item);
    }

    /// <summary><c>T[n]</c>, n at least 1.</summary>
    public static AbiType<ImmutableArray<T>> FixedArray<T>(AbiType<T> item, int count)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new AbiFixedArray<T>(item, count);
    }

    private static int Bits(int bits, int least, int most) => bits % 8 == 0 && bits >= least && bits <= most
        ? bits
        : throw new ArgumentOutOfRangeException(nameof(bits), $"expected a multiple of 8 from {least} to {most}, got {bits}");
}

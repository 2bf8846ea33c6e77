using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Protobuf;

namespace Fluence.Primitives.Content;

/// <summary>What a UnixFS node is.</summary>
public enum UnixFsType
{
    /// <summary>A chunk of a file, of writers before files themselves were used for that.</summary>
    Raw = 0,

    /// <summary>A directory whose entries are all links of this node.</summary>
    Directory = 1,

    /// <summary>A file, or a part of one.</summary>
    File = 2,

    /// <summary>Nothing that is in use.</summary>
    Metadata = 3,

    /// <summary>A symbolic link; its data is the target.</summary>
    Symlink = 4,

    /// <summary>A directory, or a part of one, whose entries are spread over many nodes by the hashes of their names.</summary>
    HamtShard = 5,
}

/// <summary>
/// The data of a UnixFS node: protobuf with <c>Type = 1</c>, <c>Data = 2</c>, <c>filesize = 3</c>, <c>blocksizes = 4</c> (one for each
/// link), <c>hashType = 5</c>, <c>fanout = 6</c>. Modes and times (7, 8) are passed over.
/// </summary>
public sealed record UnixFsData(UnixFsType Type)
{
    /// <summary>The bytes of a small file or chunk, the target of a link, the bitmap of a shard; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The length of the file; null when it is not told.</summary>
    public ulong? FileSize { get; init; }

    /// <summary>The lengths of the parts that the links lead to.</summary>
    public ImmutableArray<ulong> BlockSizes { get; init; } = [];

    /// <summary>The hash function of a shard, a multicodec code.</summary>
    public ulong? HashType { get; init; }

    /// <summary>How many children a shard has room for.</summary>
    public ulong? Fanout { get; init; }

    /// <summary>The encoded data.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> writer = new();
        ProtobufWriter.Write(writer, 1, (ulong)Type);
        if (Data is { } data)
        {
            ProtobufWriter.Write(writer, 2, data.Span);
        }

        WriteOptional(writer, 3, FileSize);
        foreach (ulong size in BlockSizes)
        {
            ProtobufWriter.Write(writer, 4, size);
        }

        WriteOptional(writer, 5, HashType);
        WriteOptional(writer, 6, Fanout);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads encoded data.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out UnixFsData? data)
    {
        data = null;
        UnixFsType? type = null;
        UnixFsData read = new(UnixFsType.Raw);
        ImmutableArray<ulong>.Builder sizes = ImmutableArray.CreateBuilder<ulong>();
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1 when reader.IsNumber && reader.Number <= (ulong)UnixFsType.HamtShard:
                    type = (UnixFsType)reader.Number;
                    break;
                case 2 when reader.IsBytes:
                    read = read with { Data = reader.Bytes.ToArray() };
                    break;
                case 3 when reader.IsNumber:
                    read = read with { FileSize = reader.Number };
                    break;
                case 4 when reader.IsNumber:
                    sizes.Add(reader.Number);
                    break;
                case 4 when reader.IsBytes && TryReadPacked(reader.Bytes, sizes):
                    break;
                case 5 when reader.IsNumber:
                    read = read with { HashType = reader.Number };
                    break;
                case 6 when reader.IsNumber:
                    read = read with { Fanout = reader.Number };
                    break;
                case > 6:
                    break;
                default:
                    return false;
            }
        }

        if (reader.IsMalformed || type is not { } known)
        {
            return false;
        }

        data = read with { Type = known, BlockSizes = sizes.DrainToImmutable() };
        return true;
    }

    private static bool TryReadPacked(ReadOnlySpan<byte> bytes, ImmutableArray<ulong>.Builder sizes)
    {
        while (!bytes.IsEmpty)
        {
            if (Varint.TryRead(bytes, out ulong size, out int length) != VarintStatus.Done)
            {
                return false;
            }

            sizes.Add(size);
            bytes = bytes[length..];
        }

        return true;
    }

    private static void WriteOptional(ArrayBufferWriter<byte> writer, int field, ulong? value)
    {
        if (value is { } number)
        {
            ProtobufWriter.Write(writer, field, number);
        }
    }
}

using System.Buffers;
using System.Collections.Immutable;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Protobuf;

namespace Fluence.Ipfs.Bitswap;

/// <summary>
/// The protobuf message of Bitswap 1.2.0 (ipfs specs): <c>wantlist = 1 {entries = 1 {block = 1, priority = 2, cancel = 3, wantType = 4,
/// sendDontHave = 5}, full = 2}</c>, <c>payload = 3 {prefix = 1, data = 2}</c>, <c>blockPresences = 4 {cid = 1, type = 2}</c>,
/// <c>pendingBytes = 5</c>, which is passed over. A prefix is a CID without its digest: whoever reads the block computes it.
/// </summary>
internal static class BitswapCodec
{
    public static byte[] Encode(BitswapMessage message)
    {
        ArrayBufferWriter<byte> writer = new(), inner = new(), entry = new();
        if (!message.Wants.IsEmpty || message.IsFull)
        {
            foreach (Want want in message.Wants)
            {
                entry.ResetWrittenCount();
                WriteWant(entry, want);
                ProtobufWriter.Write(inner, 1, entry.WrittenSpan);
            }

            ProtobufWriter.Write(inner, 2, message.IsFull ? 1ul : 0);
            ProtobufWriter.Write(writer, 1, inner.WrittenSpan);
        }

        foreach (Block block in message.Blocks)
        {
            inner.ResetWrittenCount();
            ProtobufWriter.Write(inner, 1, Prefix(block.Cid));
            ProtobufWriter.Write(inner, 2, block.Data.Span);
            ProtobufWriter.Write(writer, 3, inner.WrittenSpan);
        }

        foreach (BlockPresence presence in message.Presences)
        {
            inner.ResetWrittenCount();
            ProtobufWriter.Write(inner, 1, presence.Cid.ToBytes());
            ProtobufWriter.Write(inner, 2, presence.Has ? 0ul : 1);
            ProtobufWriter.Write(writer, 4, inner.WrittenSpan);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a message. Blocks whose hash function is not supported are left out.</summary>
    /// <exception cref="IpfsFormatException">The bytes are no message of Bitswap, or it has too many entries.</exception>
    public static BitswapMessage Decode(ReadOnlySpan<byte> message)
    {
        ImmutableArray<Want>.Builder wants = ImmutableArray.CreateBuilder<Want>();
        ImmutableArray<Block>.Builder blocks = ImmutableArray.CreateBuilder<Block>();
        ImmutableArray<BlockPresence>.Builder presences = ImmutableArray.CreateBuilder<BlockPresence>();
        bool isFull = false;
        int entries = 0;
        ProtobufReader reader = new(message);
        while (reader.Read())
        {
            if (reader.Field is 1 or 3 or 4 && (!reader.IsBytes || ++entries > Limits.BitswapEntries))
            {
                throw Malformed();
            }

            switch (reader.Field)
            {
                case 1:
                    isFull |= ReadWants(reader.Bytes, wants);
                    break;
                case 3:
                    ReadBlock(reader.Bytes, blocks);
                    break;
                case 4:
                    presences.Add(ReadPresence(reader.Bytes));
                    break;
            }
        }

        return reader.IsMalformed ? throw Malformed()
            : new BitswapMessage(wants.DrainToImmutable(), isFull, blocks.DrainToImmutable(), presences.DrainToImmutable());
    }

    private static void WriteWant(ArrayBufferWriter<byte> entry, Want want)
    {
        ProtobufWriter.Write(entry, 1, want.Cid.ToBytes());
        ProtobufWriter.Write(entry, 2, (ulong)want.Priority);
        ProtobufWriter.Write(entry, 3, want.IsCancel ? 1ul : 0);
        ProtobufWriter.Write(entry, 4, want.OnlyPresence ? 1ul : 0);
        ProtobufWriter.Write(entry, 5, want.SendDontHave ? 1ul : 0);
    }

    private static bool ReadWants(ReadOnlySpan<byte> bytes, ImmutableArray<Want>.Builder wants)
    {
        bool isFull = false;
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1 when wants.Count < Limits.BitswapEntries:
                    wants.Add(ReadWant(reader.Bytes));
                    break;
                case 1:
                    throw Malformed();
                case 2:
                    isFull = reader.Number != 0;
                    break;
            }
        }

        return reader.IsMalformed ? throw Malformed() : isFull;
    }

    private static Want ReadWant(ReadOnlySpan<byte> bytes)
    {
        Cid? cid = null;
        int priority = 1;
        bool isCancel = false, onlyPresence = false, sendDontHave = false;
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    cid = ReadCid(reader.Bytes);
                    break;
                case 2:
                    priority = unchecked((int)reader.Number);
                    break;
                case 3:
                    isCancel = reader.Number != 0;
                    break;
                case 4:
                    onlyPresence = reader.Number == 1;
                    break;
                case 5:
                    sendDontHave = reader.Number != 0;
                    break;
            }
        }

        return reader.IsMalformed || cid is not { } wanted ? throw Malformed()
            : new Want(wanted, priority, isCancel, onlyPresence, sendDontHave);
    }

    private static void ReadBlock(ReadOnlySpan<byte> bytes, ImmutableArray<Block>.Builder blocks)
    {
        byte[] prefix = [], data = [];
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    prefix = reader.Bytes.ToArray();
                    break;
                case 2:
                    data = reader.Bytes.ToArray();
                    break;
            }
        }

        if (reader.IsMalformed || data.Length > Limits.BlockSize || ReadPrefix(prefix) is not { } known)
        {
            throw Malformed();
        }

        if (BlockHash.TryCompute(known.Function, data, known.Length, out Multihash hash))
        {
            blocks.Add(new Block(known.Version == 0 ? Cid.V0(hash) : new Cid(known.Codec, hash), data));
        }
    }

    private static BlockPresence ReadPresence(ReadOnlySpan<byte> bytes)
    {
        Cid? cid = null;
        bool has = true;
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    cid = ReadCid(reader.Bytes);
                    break;
                case 2:
                    has = reader.Number == 0;
                    break;
            }
        }

        return reader.IsMalformed || cid is not { } told ? throw Malformed() : new BlockPresence(told, has);
    }

    private static Cid ReadCid(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= Limits.CidLength && Cid.TryParseAny(bytes.ToArray(), out Cid cid) ? cid : throw Malformed();

    private static byte[] Prefix(Cid cid)
    {
        ArrayBufferWriter<byte> prefix = new();
        Varint.Write(prefix, cid.IsV0 ? 0ul : 1);
        Varint.Write(prefix, cid.Codec);
        Varint.Write(prefix, cid.Hash.Code);
        Varint.Write(prefix, (ulong)cid.Hash.Digest.Length);
        return prefix.WrittenSpan.ToArray();
    }

    private static (ulong Version, ulong Codec, ulong Function, int Length)? ReadPrefix(ReadOnlySpan<byte> prefix)
    {
        Span<ulong> numbers = stackalloc ulong[4];
        foreach (ref ulong number in numbers)
        {
            if (Varint.TryRead(prefix, out number, out int length) != VarintStatus.Done)
            {
                return null;
            }

            prefix = prefix[length..];
        }

        bool isV0 = numbers is [0, Multicodec.DagPb, Multicodec.Sha256, 32];
        return prefix.IsEmpty && (isV0 || numbers[0] == 1) && numbers[3] <= Multihash.MaxDigestLength
            ? (numbers[0], numbers[1], numbers[2], (int)numbers[3]) : null;
    }

    private static IpfsFormatException Malformed() => new("a message of Bitswap is malformed");
}

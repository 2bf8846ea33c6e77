using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>
/// Reads DAG-CBOR (ipld specs, dag-cbor): CBOR of definite lengths, shortest integers and 64-bit floats, keys that are texts, and tag 42
/// for links as the only tag. Every other form is refused, and so are NaN and infinities; keys may come in any order, for old writers
/// sorted them otherwise.
/// </summary>
internal ref struct DagCborReader(ReadOnlySpan<byte> block)
{
    private const ulong LinkTag = 42;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly int _total = block.Length;
    private ReadOnlySpan<byte> _rest = block;
    private int _depth;

    /// <summary>Reads the value that fills a block.</summary>
    /// <exception cref="IpfsFormatException">The block is no DAG-CBOR.</exception>
    public static IpldValue Decode(ReadOnlySpan<byte> block)
    {
        DagCborReader reader = new(block);
        IpldValue value = reader.Read();
        return reader._rest.IsEmpty ? value : throw reader.Wrong("bytes after the value");
    }

    private IpldValue Read()
    {
        byte first = Take(1)[0];
        int kind = first >> 5, info = first & 31;
        switch (kind)
        {
            case 0:
                return new IpldInteger(ReadNumber(info));
            case 1:
                return new IpldInteger(-1 - (Int128)ReadNumber(info));
            case 2:
                return new IpldBytes(Take(ReadNumber(info)).ToArray());
            case 3:
                return new IpldText(ReadText(info));
            case 4:
                return ReadList(info);
            case 5:
                return ReadMap(info);
            case 6:
                return ReadLink(info);
            default:
                return ReadSimple(info);
        }
    }

    private IpldList ReadList(int info)
    {
        int count = ReadCount(info, 1);
        Enter();
        ImmutableArray<IpldValue>.Builder items = ImmutableArray.CreateBuilder<IpldValue>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(Read());
        }

        _depth--;
        return new IpldList(items.MoveToImmutable());
    }

    private IpldMap ReadMap(int info)
    {
        int count = ReadCount(info, 2);
        Enter();
        ImmutableSortedDictionary<string, IpldValue>.Builder members =
            ImmutableSortedDictionary.CreateBuilder<string, IpldValue>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            byte first = Take(1)[0];
            string key = first >> 5 == 3 ? ReadText(first & 31) : throw Wrong("a key that is no text");
            if (!members.TryAdd(key, Read()))
            {
                throw Wrong("the same key twice");
            }
        }

        _depth--;
        return new IpldMap(members.ToImmutable());
    }

    private IpldLink ReadLink(int info)
    {
        if (ReadNumber(info) != LinkTag)
        {
            throw Wrong("a tag other than 42");
        }

        byte first = Take(1)[0];
        if (first >> 5 != 2)
        {
            throw Wrong("a link that is not bytes");
        }

        ReadOnlySpan<byte> bytes = Take(ReadNumber(first & 31));
        return bytes is [0, .. var cid] && Cid.TryParseAny(cid.ToArray(), out Cid link)
            ? new IpldLink(link) : throw Wrong("a link that is no CID");
    }

    private IpldValue ReadSimple(int info) => info switch
    {
        20 => new IpldBool(false),
        21 => new IpldBool(true),
        22 => IpldNull.Instance,
        27 when BinaryPrimitives.ReadDoubleBigEndian(Take(8)) is var number && double.IsFinite(number) => new IpldFloat(number),
        _ => throw Wrong("a simple value or float that DAG-CBOR does not have"),
    };

    private string ReadText(int info)
    {
        try
        {
            return StrictUtf8.GetString(Take(ReadNumber(info)));
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("text that is not UTF-8");
        }
    }

    private ulong ReadNumber(int info)
    {
        (ulong number, ulong least) = info switch
        {
            < 24 => ((ulong)info, 0ul),
            24 => (Take(1)[0], 24ul),
            25 => (BinaryPrimitives.ReadUInt16BigEndian(Take(2)), 1ul << 8),
            26 => (BinaryPrimitives.ReadUInt32BigEndian(Take(4)), 1ul << 16),
            27 => (BinaryPrimitives.ReadUInt64BigEndian(Take(8)), 1ul << 32),
            _ => throw Wrong("an indefinite length"),
        };
        return number >= least ? number : throw Wrong("a number that is longer than it need be");
    }

    /// <summary>A count of things each of which takes some bytes: more than there are bytes for are not believed.</summary>
    private int ReadCount(int info, int size)
    {
        ulong count = ReadNumber(info);
        return count <= (ulong)(_rest.Length / size) ? (int)count : throw Wrong("more items than bytes");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Wrong("an end within a value");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private void Enter()
    {
        if (++_depth > Limits.NodeDepth)
        {
            throw Wrong("lists and maps nested too deeply");
        }
    }

    private readonly IpfsFormatException Wrong(string what) => new($"this is no DAG-CBOR: {what} at byte {_total - _rest.Length}");
}

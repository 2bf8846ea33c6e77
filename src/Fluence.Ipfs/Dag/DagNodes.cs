using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>Reads blocks by their codecs: raw, DAG-PB, DAG-CBOR and DAG-JSON.</summary>
public static class DagNodes
{
    /// <summary>The links of a block in order, with repetitions. Blocks of unknown codecs have none that could be seen.</summary>
    /// <exception cref="IpfsFormatException">The block is not of its codec.</exception>
    public static IReadOnlyList<Cid> Links(Block block)
    {
        switch (block.Cid.Codec)
        {
            case Multicodec.DagPb:
                return [.. ReadPb(block).Links.Select(link => link.Cid)];
            case Multicodec.DagCbor or Multicodec.DagJson:
                List<Cid> links = [];
                Collect(Decode(block), links);
                return links;
            default:
                return [];
        }
    }

    /// <summary>A block as a value of IPLD; those of DAG-PB as maps with <c>Data</c> and <c>Links</c>.</summary>
    /// <exception cref="IpfsFormatException">The block is not of its codec, or its codec is not known.</exception>
    public static IpldValue Decode(Block block) => block.Cid.Codec switch
    {
        Multicodec.Raw => new IpldBytes(block.Data),
        Multicodec.DagCbor => DagCborReader.Decode(block.Data.Span),
        Multicodec.DagJson => DagJson.Decode(block.Data.Span),
        Multicodec.DagPb => OfPb(ReadPb(block)),
        _ => throw new IpfsFormatException($"{block.Cid} is of the codec 0x{block.Cid.Codec:x}, which is not known here"),
    };

    /// <summary>The block of a value in DAG-CBOR, with its SHA2-256.</summary>
    public static Block EncodeCbor(IpldValue value) => Block.Of(Multicodec.DagCbor, DagCborWriter.Encode(value));

    internal static DagPbNode ReadPb(Block block) => DagPbNode.TryDecode(block.Data.Span, out DagPbNode? node)
        ? node : throw new IpfsFormatException($"the block {block.Cid} is no DAG-PB");

    internal static IpldMap Map(params IEnumerable<(string Key, IpldValue Value)> members) => new(
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, members.Select(member => KeyValuePair.Create(member.Key, member.Value))));

    private static IpldMap OfPb(DagPbNode node)
    {
        IpldList links = new([.. node.Links.Select(IpldValue (link) => Map(
            ("Hash", new IpldLink(link.Cid)), ("Name", new IpldText(link.Name)), ("Tsize", new IpldInteger(link.Size))))]);
        return node.Data is { } data ? Map(("Data", new IpldBytes(data)), ("Links", links)) : Map(("Links", links));
    }

    private static void Collect(IpldValue value, List<Cid> links)
    {
        switch (value)
        {
            case IpldLink link:
                links.Add(link.Cid);
                break;
            case IpldList list:
                foreach (IpldValue item in list.Items)
                {
                    Collect(item, links);
                }

                break;
            case IpldMap map:
                foreach (IpldValue member in map.Members.Values)
                {
                    Collect(member, links);
                }

                break;
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>Follows paths through values: keys of maps, places in lists, names of entries, and links on the way.</summary>
public static class DagPath
{
    /// <summary>The block that a path leads into, and the names that lead on within it.</summary>
    /// <exception cref="IpfsException">A name leads nowhere, or a block is not to be had.</exception>
    public static async Task<(Block Block, ImmutableArray<string> Left)> ResolveAsync(
        IBlockSource source, IpfsPath path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(path);
        Block block = await source.GetAsync(path.Root, cancellation);
        ImmutableArray<string> rest = path.Names;
        while (!rest.IsEmpty)
        {
            if (block.Cid.Codec == Multicodec.DagPb && rest[0] is not ("Links" or "Data"))
            {
                Cid entry = await new UnixFsReader(source).ResolveAsync(new IpfsPath(block.Cid, rest[..1]), cancellation);
                (block, rest) = (await source.GetAsync(entry, cancellation), rest[1..]);
                continue;
            }

            if (FindLink(block, rest) is not { } link)
            {
                break;
            }

            (block, rest) = (await source.GetAsync(link.Cid, cancellation), rest[link.Used..]);
        }

        return (block, rest);
    }

    /// <summary>What the names lead to within a block.</summary>
    /// <exception cref="IpfsException">A name leads nowhere.</exception>
    public static IpldValue Within(Block block, ImmutableArray<string> names) =>
        names.Aggregate(DagNodes.Decode(block), (value, name) => Step(value, name)
            ?? throw new IpfsException($"no link named \"{name}\" under {block.Cid}"));

    private static (Cid Cid, int Used)? FindLink(Block block, ImmutableArray<string> names)
    {
        IpldValue value = DagNodes.Decode(block);
        for (int used = 1; used <= names.Length; used++)
        {
            value = Step(value, names[used - 1]) ?? throw new IpfsException($"no link named \"{names[used - 1]}\" under {block.Cid}");
            if (value is IpldLink link)
            {
                return (link.Cid, used);
            }
        }

        return null;
    }

    private static IpldValue? Step(IpldValue value, string name) => value switch
    {
        IpldMap map => map.Members.GetValueOrDefault(name),
        IpldList list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < list.Items.Length => list.Items[index],
        _ => null,
    };
}

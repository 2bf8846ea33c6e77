using System.Text;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>Brings values from one codec into another.</summary>
public static class DagConverter
{
    /// <summary>The block of a value. In its own codec it is written anew, so that every value has one id.</summary>
    /// <exception cref="IpfsFormatException">The bytes are not of the first codec, or the value has no form in the second.</exception>
    public static Block Convert(ReadOnlyMemory<byte> bytes, ulong from, ulong to)
    {
        IpldValue value = DagNodes.Decode(Block.Of(from, bytes));
        return to switch
        {
            Multicodec.DagCbor => DagNodes.EncodeCbor(value),
            Multicodec.DagJson => Block.Of(Multicodec.DagJson, Encoding.UTF8.GetBytes(DagJson.ToJson(value).ToString())),
            Multicodec.Raw when value is IpldBytes raw => Block.Of(Multicodec.Raw, raw.Value),
            _ when to == from => Block.Of(to, bytes),
            _ => throw new IpfsFormatException($"this value cannot be written in the codec 0x{to:x}"),
        };
    }
}

using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Libp2p;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Car;

/// <summary>
/// Reads an archive of blocks, CAR of version 1 (ipld specs, car): a header in DAG-CBOR with the roots, then blocks after their CIDs, each
/// with its length before it. It is read as it comes; every block is verified.
/// </summary>
public sealed class CarReader
{
    private readonly PipeReader _input;

    private CarReader(PipeReader input, ImmutableArray<Cid> roots)
    {
        _input = input;
        Roots = roots;
    }

    /// <summary>The roots that the header names.</summary>
    public ImmutableArray<Cid> Roots { get; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="IpfsFormatException">The stream holds no archive of version 1.</exception>
    public static async Task<CarReader> OpenAsync(Stream stream, CancellationToken cancellation)
    {
        PipeReader input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        byte[] header = await ReadSectionAsync(input, Limits.CarHeader, cancellation)
            ?? throw new IpfsFormatException("this is no CAR archive: it is empty");
        if (DagCborReader.Decode(header) is not IpldMap { Members: var members }
            || !members.TryGetValue("version", out IpldValue? version) || version is not IpldInteger { Value: var number } || number != 1
            || !members.TryGetValue("roots", out IpldValue? roots) || roots is not IpldList { Items: var items }
            || items.Any(item => item is not IpldLink))
        {
            throw new IpfsFormatException("this is no CAR archive of version 1");
        }

        return new CarReader(input, [.. items.Select(item => ((IpldLink)item).Cid)]);
    }

    /// <summary>The blocks in order.</summary>
    /// <exception cref="IpfsFormatException">A block is not what its CID says, or the archive is cut.</exception>
    /// <exception cref="IpfsLimitException">A block is too large.</exception>
    public async IAsyncEnumerable<Block> ReadBlocksAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await ReadSectionAsync(_input, Limits.BlockSize + Limits.CidLength, cancellation) is { } section)
        {
            yield return Cid.TryRead(section, out Cid cid, out int length)
                ? Block.Verified(cid, section.AsMemory(length))
                : throw new IpfsFormatException("this is no CAR archive: a block has no CID");
        }
    }

    private static async Task<byte[]?> ReadSectionAsync(PipeReader input, int maxLength, CancellationToken cancellation)
    {
        try
        {
            return await LengthPrefixed.ReadAsync(input, maxLength, cancellation);
        }
        catch (Exception wrong) when (wrong is Libp2pException or EndOfStreamException)
        {
            throw new IpfsFormatException($"this is no CAR archive, or it was cut: {wrong.Message}", wrong);
        }
    }
}

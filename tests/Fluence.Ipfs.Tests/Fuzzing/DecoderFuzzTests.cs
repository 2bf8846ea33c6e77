using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Tests.Fuzzing;

/// <summary>Decoders take any bytes and say what is wrong by their own error only.</summary>
public sealed class DecoderFuzzTests
{
    private static readonly byte[][] Seeds =
    [
        UnixFsFile.Node([.. Enumerable.Range(1, 5).Select(i =>
            (new DagPbLink(Block.Of(Multicodec.Raw, new byte[i]).Cid, $"name {i}", (ulong)i), (ulong)i))]).Encode(),
        new DagPbNode([], new UnixFsData(UnixFsType.HamtShard) { Data = new byte[3], HashType = 0x22, Fanout = 256 }.Encode()).Encode(),
        DagNodes.EncodeCbor(DagJson.Decode(
            """{"a":[1,-2,3.5,"text",true,null],"b":{"/":"bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"},"c":{"/":{"bytes":"AAEC"}}}"""u8))
            .Data.ToArray(),
        """{"a":[1,-2,3.5],"b":{"/":"bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"},"c":{"/":{"bytes":"AAEC"}}}"""u8.ToArray(),
    ];

    [Fact]
    public void Nodes_of_every_codec()
    {
        int read = 0;
        foreach (byte[] bytes in Mutations(20_000))
        {
            foreach (ulong codec in new[] { Multicodec.DagPb, Multicodec.DagCbor, Multicodec.DagJson, Multicodec.Raw })
            {
                Block block = new(new Cid(codec, Multihash.Sha256Of(bytes)), bytes);
                read += Try(() => DagNodes.Links(block)) + Try(() => DagNodes.Decode(block)) + Try(() => FileNode.Of(block));
            }
        }

        Assert.True(read > 20_000);
    }

    [Fact]
    public async Task Directories_and_files_of_nodes_that_anyone_made()
    {
        Cid root = new(Multicodec.DagPb, Multihash.Sha256Of([]));
        int refused = 0;
        foreach (byte[] bytes in Mutations(5000))
        {
            UnixFsReader reader = new(new SameBlock(bytes));
            try
            {
                Assert.True(IpfsPath.TryParse($"{root}/name 1", out IpfsPath? path));
                int entries = 0;
                await foreach (UnixFsEntry entry in reader.ListAsync(root, default))
                {
                    entries += entry.Name.Length > 0 ? 1 : 0;
                    if (entries > 1000)
                    {
                        break;
                    }
                }

                await reader.ReadAllAsync(await reader.ResolveAsync(path, default), 1000, default);
            }
            catch (IpfsException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 5000);
    }

    [Fact]
    public void Ids_and_their_texts()
    {
        foreach (byte[] bytes in Mutations(20_000))
        {
            if (Cid.TryRead(bytes, out Cid cid, out int length))
            {
                Assert.Equal(bytes[..length], cid.ToBytes());
                Assert.True(Cid.TryParseAny(cid.ToString(), out Cid again));
                Assert.Equal(cid, again);
            }
        }
    }

    private static int Try(Func<object> decode)
    {
        try
        {
            decode();
            return 1;
        }
        catch (IpfsException)
        {
            return 0;
        }
    }

    private static IEnumerable<byte[]> Mutations(int count)
    {
        Random random = new(7);
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = [.. Seeds[random.Next(Seeds.Length)]];
            switch (random.Next(4))
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    bytes = new byte[random.Next(100)];
                    random.NextBytes(bytes);
                    break;
                default:
                    for (int flips = random.Next(1, 4); flips > 0; flips--)
                    {
                        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }

            yield return bytes;
        }
    }

    /// <summary>Whatever is asked for, these bytes come: nodes lead to themselves.</summary>
    private sealed class SameBlock(byte[] bytes) : IBlockSource
    {
        public ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation) => ValueTask.FromResult(new Block(cid, bytes));
    }
}

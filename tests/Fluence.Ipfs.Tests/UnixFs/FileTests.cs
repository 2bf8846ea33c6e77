using System.Text.Json;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.UnixFs;

/// <summary>Files have the ids that kubo gives them.</summary>
public sealed class FileTests
{
    public static TheoryData<string, int, string, string, string, int> Golden
    {
        get
        {
            TheoryData<string, int, string, string, string, int> data = [];
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine("Golden", "files.json")));
            foreach (JsonElement row in file.RootElement.GetProperty("cases").EnumerateArray())
            {
                data.Add(row.GetProperty("name").GetString()!, row.GetProperty("length").GetInt32(), row.GetProperty("cid_v1").GetString()!,
                    row.GetProperty("cid_v0").GetString()!, row.GetProperty("nox").GetString()!, row.GetProperty("blocks").GetInt32());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task A_file_has_the_ids_of_the_original(string name, int length, string v1, string v0, string nox, int blocks)
    {
        byte[] content = Content.Named(name, length);
        HashSet<Cid> made = [];
        UnixFsWriter writer = new(new AddOptions(), block => made.Add(block.Cid));
        UnixFsWriter old = new(new AddOptions { CidVersion = 0 }, _ => { });

        Assert.Equal(v1, (await writer.AddFileAsync(new MemoryStream(content), long.MaxValue, default)).Cid.ToString());
        Assert.Equal(blocks, made.Count);
        Assert.Equal(v0, (await old.AddFileAsync(new MemoryStream(content), long.MaxValue, default)).Cid.ToString());
        Assert.Equal(nox, UnixFsFile.CidOf(content).ToString());
    }

    [Theory]
    [InlineData(0, null, 700_000)]
    [InlineData(0, 5, 5)]
    [InlineData(262_143, 2, 2)]
    [InlineData(262_144, 262_144, 262_144)]
    [InlineData(699_999, 10, 1)]
    [InlineData(700_000, null, 0)]
    [InlineData(9_000_000, null, 0)]
    [InlineData(300_000, 0, 0)]
    public async Task Any_part_of_a_file_can_be_read(int offset, int? length, int expected)
    {
        byte[] content = Content.Lcg(700_000);
        foreach (int version in new[] { 0, 1 })
        {
            BlockStore store = new(TestFolder.New(), long.MaxValue);
            Cid cid = (await new UnixFsWriter(new AddOptions { CidVersion = version }, block => store.Put(block))
                .AddFileAsync(new MemoryStream(content), long.MaxValue, default)).Cid;
            UnixFsReader reader = new(store);

            List<byte> read = [];
            await foreach (ReadOnlyMemory<byte> part in reader.ReadAsync(cid, offset, length, default))
            {
                read.AddRange(part.Span);
            }

            Assert.Equal(expected, read.Count);
            Assert.Equal(content.Skip(offset).Take(length ?? int.MaxValue), read);
            Assert.Equal(700_000, (await reader.StatAsync(cid, default)).Size);
        }
    }

    [Fact]
    public async Task A_longer_file_than_is_allowed_is_not_taken()
    {
        UnixFsWriter writer = new(new AddOptions(), _ => { });

        await Assert.ThrowsAsync<IpfsLimitException>(() => writer.AddFileAsync(new MemoryStream(new byte[101]), 100, default));
        Assert.Equal(100, (await writer.AddFileAsync(new MemoryStream(new byte[100]), 100, default)).FileSize);
    }

    [Fact]
    public async Task A_file_that_contradicts_itself_is_not_read()
    {
        BlockStore store = new(TestFolder.New(), long.MaxValue);
        Block leaf = Block.Of(Multicodec.Raw, new byte[10]);
        store.Put(leaf);
        foreach (ulong size in new ulong[] { 9, 11, ulong.MaxValue })
        {
            Block root = Block.Of(Multicodec.DagPb, UnixFsFile.Node([(new DagPbLink(leaf.Cid, "", 10), size)]).Encode());
            store.Put(root);
            await Assert.ThrowsAsync<IpfsFormatException>(() => new UnixFsReader(store).ReadAllAsync(root.Cid, 100, default));
        }
    }

    [Fact]
    public async Task Parts_that_are_empty_cost_nothing_however_many_there_are()
    {
        BlockStore store = new(TestFolder.New(), long.MaxValue);
        Cid inner = new(Multicodec.Raw, Multihash.Sha256Of([]));
        Block block = default;
        for (int level = 0; level < 60; level++)
        {
            block = Block.Of(Multicodec.DagPb, UnixFsFile.Node([(new DagPbLink(inner, "", 1), 0), (new DagPbLink(inner, "", 1), 0)]).Encode());
            store.Put(block);
            inner = block.Cid;
        }

        Assert.Empty(await new UnixFsReader(store).ReadAllAsync(block.Cid, 100, default));
    }

    [Fact]
    public async Task A_chain_without_end_is_given_up()
    {
        BlockStore store = new(TestFolder.New(), long.MaxValue);
        Block block = Block.Of(Multicodec.Raw, new byte[1]);
        for (int level = 0; level < 200; level++)
        {
            store.Put(block);
            block = Block.Of(Multicodec.DagPb, UnixFsFile.Node([(new DagPbLink(block.Cid, "", 1), 1)]).Encode());
        }

        store.Put(block);
        await Assert.ThrowsAsync<IpfsLimitException>(() => new UnixFsReader(store).ReadAllAsync(block.Cid, 100, default));
    }
}

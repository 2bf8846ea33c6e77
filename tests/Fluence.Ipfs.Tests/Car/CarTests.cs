using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Car;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Car;

public sealed class CarTests
{
    [Fact]
    public async Task A_dag_goes_through_an_archive()
    {
        (byte[] car, Cid root) = await ExportAsync(Content.Lcg(600_000));
        IpfsNode other = new(TestFolder.New(), new IpfsOptions());

        (IReadOnlyList<Cid> roots, long blocks, _) = await other.ImportAsync(new MemoryStream(car), pin: true, default);

        Assert.Equal([root], roots);
        Assert.Equal(4, blocks);
        Assert.Equal(Content.Lcg(600_000), await new UnixFsReader(other.Store).ReadAllAsync(root, 1 << 20, default));
        Assert.Empty(other.CollectGarbage());
        Assert.Equal("3aa265726f6f747381d82a58250001701220", Convert.ToHexStringLower(car.AsSpan(0, 18)));
    }

    [Fact]
    public async Task The_order_is_depth_first_and_each_block_comes_once()
    {
        (byte[] car, Cid root) = await ExportAsync(new byte[1 << 20]);
        List<Cid> order = [];
        CarReader reader = await CarReader.OpenAsync(new MemoryStream(car), default);
        await foreach (Block block in reader.ReadBlocksAsync(default))
        {
            order.Add(block.Cid);
        }

        Assert.Equal(2, order.Count);
        Assert.Equal(root, order[0]);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_or_does_no_harm()
    {
        (byte[] car, Cid root) = await ExportAsync(Content.Lcg(300));
        int refused = 0;
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. car];
            damaged[random.Next(car.Length)] ^= (byte)(1 << random.Next(8));
            byte[] tried = i % 2 == 0 ? damaged : car[..random.Next(car.Length)];
            IpfsNode node = new(TestFolder.New(), new IpfsOptions());
            try
            {
                await node.ImportAsync(new MemoryStream(tried), pin: true, default);
                Assert.Equal(Content.Lcg(300), await new UnixFsReader(node.Store).ReadAllAsync(root, 300, default));
            }
            catch (IpfsException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 450, 500);
    }

    [Fact]
    public async Task An_archive_without_all_blocks_of_a_root_is_not_pinned()
    {
        IpfsNode node = new(TestFolder.New(), new IpfsOptions());
        (byte[] car, Cid root) = await ExportAsync(Content.Lcg(600_000));

        Varint.TryRead(car.AsSpan(59), out ulong length, out int prefix);

        await Assert.ThrowsAsync<BlockNotFoundException>(
            () => node.ImportAsync(new MemoryStream(car[..(59 + prefix + (int)length)]), pin: true, default));
        Assert.Null(node.FindPin(root));
    }

    [Fact]
    public async Task More_than_the_limit_is_not_taken()
    {
        (byte[] car, _) = await ExportAsync(Content.Lcg(600_000));
        IpfsNode node = new(TestFolder.New(), new IpfsOptions { MaxFileSize = 500_000 });

        await Assert.ThrowsAsync<IpfsLimitException>(() => node.ImportAsync(new MemoryStream(car), pin: true, default));
    }

    private static async Task<(byte[] Car, Cid Root)> ExportAsync(byte[] content)
    {
        IpfsNode node = new(TestFolder.New(), new IpfsOptions());
        Cid root = (await node.AddFileAsync(new MemoryStream(content), new AddOptions { RawLeaves = content.Length > 262_144 }, default)).Cid;
        using MemoryStream car = new();
        await CarWriter.WriteAsync(car, node.Store, root, default);
        return (car.ToArray(), root);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Car;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Interop;

/// <summary>Blocks between helia and a peer of ours, both ways.</summary>
public sealed class HeliaTests : IAsyncLifetime
{
    private TestNode _ours = null!;
    private HeliaNode _helia = null!;

    public static TheoryData<int> Lengths => [5, 1 << 20, (3 << 20) + 1, 12 << 20];

    public async Task InitializeAsync()
    {
        _ours = await TestNode.StartAsync();
        if (NodeProgram.ReasonToSkip("ipfs") is null)
        {
            _helia = await HeliaNode.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _ours.DisposeAsync();
        if (_helia is not null)
        {
            await _helia.DisposeAsync();
        }
    }

    [NodeTheory("ipfs")]
    [MemberData(nameof(Lengths))]
    public async Task We_fetch_files_of_helia(int length)
    {
        Cid cid = Parse(await _helia.RunAsync("add", ("length", length)));
        await _ours.Host.DialAsync(Multiaddr.Parse(_helia.Address)).Soon();

        using BlockLease lease = _ours.Ipfs.Store.Lease();
        await _ours.Ipfs.FetchAsync(cid, long.MaxValue, lease, default).Soon();

        Assert.Equal(Content.Lcg(length), await new UnixFsReader(_ours.Ipfs.Store).ReadAllAsync(cid, long.MaxValue, default));
    }

    [NodeTheory("ipfs")]
    [MemberData(nameof(Lengths))]
    public async Task Helia_fetches_files_of_ours(int length)
    {
        byte[] content = Content.Lcg(length);
        Cid cid = await _ours.AddAsync(content);
        await _helia.RunAsync("dial", ("address", _ours.Address.ToString()));

        JsonElement read = await _helia.RunAsync("cat", ("cid", cid.ToString()));

        Assert.Equal(length, read.GetProperty("length").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), read.GetProperty("sha256").GetString());
    }

    [NodeFact("ipfs")]
    public async Task We_and_helia_give_the_same_ids_and_archives()
    {
        foreach (int length in new[] { 0, 262_144, 262_145, 3 << 20 })
        {
            Assert.Equal(await _ours.AddAsync(Content.Lcg(length)), Parse(await _helia.RunAsync("add", ("length", length))));
        }

        Cid cid = await _ours.AddAsync(Content.Lcg(600_000));
        await _helia.RunAsync("add", ("length", 600_000));
        byte[] theirs = (await _helia.RunAsync("export", ("cid", cid.ToString()))).GetProperty("car").GetBytesFromBase64();
        using MemoryStream ours = new();
        await CarWriter.WriteAsync(ours, _ours.Ipfs.Store, cid, default);
        Assert.Equal(theirs, ours.ToArray());
    }

    [NodeFact("ipfs")]
    public async Task We_list_large_directories_of_helia()
    {
        Cid cid = Parse(await _helia.RunAsync("addDirectory", ("count", 3000)));
        await _ours.Host.DialAsync(Multiaddr.Parse(_helia.Address)).Soon();

        using BlockLease lease = _ours.Ipfs.Store.Lease();
        int count = 0;
        await foreach (UnixFsEntry entry in new UnixFsReader(_ours.Ipfs.Source(lease)).ListAsync(cid, default))
        {
            Assert.StartsWith("entry-", entry.Name, StringComparison.Ordinal);
            count++;
        }

        Assert.Equal(3000, count);
    }

    [NodeFact("ipfs")]
    public async Task Helia_lists_large_directories_of_ours()
    {
        UnixFsWriter writer = new(new AddOptions(), block => _ours.Ipfs.Store.Put(block));
        DirectoryTree tree = new();
        AddedNode file = await writer.AddFileAsync(Content.Stream("hello"), 100, default);
        for (int i = 0; i < 1200; i++)
        {
            tree.AddFile([$"{i}-{new string('x', 200)}"], file);
        }

        Cid cid = tree.Write(writer, "", (_, _) => { }).Cid;
        await _helia.RunAsync("dial", ("address", _ours.Address.ToString()));

        Assert.Equal(1200, (await _helia.RunAsync("list", ("cid", cid.ToString()))).GetProperty("count").GetInt32());
        JsonElement read = await _helia.RunAsync("cat", ("cid", cid.ToString()), ("path", $"1199-{new string('x', 200)}"));
        Assert.Equal(5, read.GetProperty("length").GetInt32());
    }

    private static Cid Parse(JsonElement answer) =>
        Cid.TryParseAny(answer.GetProperty("cid").GetString(), out Cid cid) ? cid : throw new InvalidOperationException("no id");
}

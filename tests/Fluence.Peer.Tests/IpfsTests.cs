using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.UnixFs;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Peer.Tests;

public sealed class IpfsTests
{
    [Fact]
    public async Task What_was_added_is_there_after_a_restart()
    {
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { IpfsPort = 0 });
        using KuboClient before = new(peer.Node.IpfsUrl!);
        Cid cid = await before.AddAsync(new byte[300_000], default).Soon();

        await peer.RestartAsync();

        Assert.Equal(300_000, (await new UnixFsReader(peer.Node.Ipfs.Store).ReadAllAsync(cid, long.MaxValue, default)).Length);
        using KuboClient after = new(peer.Node.IpfsUrl!);
        Assert.True(await after.IsPinnedAsync(cid, default).Soon());
    }

    [Fact]
    public async Task Without_a_port_nothing_is_served()
    {
        await using TestPeer peer = await TestPeer.StartAsync();

        Assert.Null(peer.Node.IpfsUrl);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { IpfsPort = 0 });

        ConfigException taken = await Assert.ThrowsAsync<ConfigException>(
            () => TestPeer.StartAsync(config => config with { IpfsPort = peer.Node.IpfsUrl!.Port }));
        Assert.Contains("choose another ipfs_port", taken.Message, StringComparison.Ordinal);
    }
}

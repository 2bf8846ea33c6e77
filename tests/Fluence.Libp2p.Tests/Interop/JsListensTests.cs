using System.Text.Json;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Interop;

/// <summary>A host of ours dials js-libp2p.</summary>
public class JsListensTests
{
    private const string Reset = "/fluence-interop/reset/1.0.0";

    [NodeTheory("libp2p")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Eight_mebibytes_are_echoed(bool isWebSocket)
    {
        await using JsPeer js = await JsPeer.StartAsync(isWebSocket);
        byte[] data = TestHosts.RandomBytes(8 * 1024 * 1024);
        await using Libp2pStream stream = await js.OpenAsync(TestHosts.Echo);

        byte[] answer = await TestHosts.ExchangeAsync(stream, data);

        Assert.True(answer.AsSpan().SequenceEqual(data));
    }

    [NodeTheory("libp2p")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Identify_and_ping_work_both_ways(bool isWebSocket)
    {
        await using JsPeer js = await JsPeer.StartAsync(isWebSocket);

        IdentifyInfo info = await js.Identified.Soon();

        Assert.Equal("fluence-interop-js/1.0.0", info.AgentVersion);
        Assert.Contains(TestHosts.Echo, info.Protocols);
        Assert.Equal(js.Address.PeerId, info.PublicKey!.PeerId);
        Assert.Contains(js.Address.WithoutPeerId(), info.ListenAddresses.Select(address => address.WithoutPeerId()));
        JsonElement told = await js.ReadAsync();
        Assert.Equal(js.Host.PeerId.ToString(), told.GetProperty("peer").GetString());
        Assert.Contains(TestHosts.Echo, told.GetProperty("protocols").EnumerateArray().Select(protocol => protocol.GetString()));
        for (int i = 0; i < 5; i++)
        {
            await js.Host.PingAsync(js.Address.PeerId!).Soon();
        }
    }

    [NodeTheory("libp2p")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Three_hundred_streams_run_at_once(bool isWebSocket)
    {
        await using JsPeer js = await JsPeer.StartAsync(isWebSocket);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            await using Libp2pStream stream = await js.OpenAsync(TestHosts.Echo);
            byte[] data = TestHosts.RandomBytes(10_000, i);
            Assert.True((await TestHosts.ExchangeAsync(stream, data)).AsSpan().SequenceEqual(data));
        })).Soon();
    }

    [NodeTheory("libp2p")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_by_js_is_seen_and_ends_one_stream_only(bool isWebSocket)
    {
        await using JsPeer js = await JsPeer.StartAsync(isWebSocket);
        await using Libp2pStream stream = await js.OpenAsync(Reset);
        await stream.WriteAsync(new byte[1000]);

        await Assert.ThrowsAsync<StreamResetException>(() => TestHosts.ReadToEndAsync(stream.Input).Soon());

        await js.Host.PingAsync(js.Address.PeerId!).Soon();
    }

    [NodeTheory("libp2p")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Close_and_reset_lose_nothing_and_leave_no_stream(bool isWebSocket)
    {
        await using JsPeer js = await JsPeer.StartAsync(isWebSocket);
        Libp2pConnection connection = js.Host.Connections.Single();

        // more than the thousand streams that js-libp2p keeps open at a time
        for (int i = 0; i < 1100; i++)
        {
            Libp2pStream stream = await js.OpenAsync(TestHosts.Echo);
            await stream.WriteAsync(new byte[100]);
            await stream.CloseWriteAsync();
            stream.Reset();
        }

        await Eventually.True(() => connection.StreamCount == 0, "no stream is left");
        await js.Host.PingAsync(js.Address.PeerId!).Soon();
    }
}

using System.Text.Json;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Interop;

/// <summary>js-libp2p dials a host of ours.</summary>
public class JsDialsTests
{
    public static TheoryData<string> Transports => [TestHosts.Tcp.ToString(), TestHosts.WebSocket.ToString()];

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task Eight_mebibytes_are_echoed(string transport)
    {
        JsonElement result = await RunAsync(transport, "echo", "8388608");

        Assert.Equal(8_388_608, result.GetProperty("length").GetInt32());
        Assert.True(result.GetProperty("same").GetBoolean());
    }

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task Pings_are_answered(string transport) =>
        Assert.Equal(5, (await RunAsync(transport, "ping", "5")).GetProperty("pings").GetInt32());

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task Js_reads_what_we_tell_by_identify(string transport)
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(
            1, Multiaddr.Parse(transport), new Libp2pOptions { ProtocolVersion = "/fluence/particle/2.0.0", AgentVersion = "ours/1" });

        JsonElement result = await DialAsync(host, "identify");

        Assert.Equal("ours/1", result.GetProperty("agent").GetString());
        Assert.Equal("/fluence/particle/2.0.0", result.GetProperty("version").GetString());
        Assert.Equal("/yamux/1.0.0", result.GetProperty("multiplexer").GetString());
        Assert.Contains(TestHosts.Echo, result.GetProperty("protocols").EnumerateArray().Select(protocol => protocol.GetString()));
        string address = Assert.Single(result.GetProperty("addresses").EnumerateArray()).GetString()!;
        Assert.Equal(host.ListenAddresses[0].WithoutPeerId(), Multiaddr.Parse(address).WithoutPeerId());
        Assert.StartsWith("/ip4/127.0.0.1/tcp/", result.GetProperty("observed").GetString(), StringComparison.Ordinal);
    }

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task Three_hundred_streams_run_at_once(string transport) =>
        Assert.Equal(300, (await RunAsync(transport, "streams", "300")).GetProperty("good").GetInt32());

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task A_reset_by_js_ends_one_stream_only(string transport)
    {
        TaskCompletionSource<Exception?> ended = new();
        await using Libp2pHost host = await TestHosts.ListenAsync(1, Multiaddr.Parse(transport));
        host.Handle(TestHosts.Echo, async (stream, token) =>
        {
            ended.SetResult(await Record.ExceptionAsync(() => TestHosts.EchoAsync(stream, token)));
            stream.Reset();
        });

        JsonElement result = await DialAsync(host, "reset-here");

        Assert.True(result.GetProperty("alive").GetBoolean());
        Assert.IsType<StreamResetException>(await ended.Task.Soon());
    }

    [NodeTheory("libp2p")]
    [MemberData(nameof(Transports))]
    public async Task A_reset_by_us_is_seen_by_js(string transport)
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, Multiaddr.Parse(transport));
        host.Handle("/fluence-interop/reset/1.0.0", async (stream, token) =>
        {
            await stream.Input.ReadAsync(token);
            stream.Reset();
        });

        JsonElement result = await DialAsync(host, "reset-there");

        Assert.True(result.GetProperty("alive").GetBoolean());
        Assert.Equal("StreamResetError", result.GetProperty("error").GetString());
    }

    private static async Task<JsonElement> RunAsync(string transport, params string[] scenario)
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, Multiaddr.Parse(transport));
        return await DialAsync(host, scenario);
    }

    private static async Task<JsonElement> DialAsync(Libp2pHost host, params string[] scenario)
    {
        await using NodeProcess js = new(NodeProgram.Start("libp2p", "dial.mjs", [host.ListenAddresses[0].ToString(), .. scenario]));
        JsonElement result = await js.ReadAsync();
        Assert.False(result.TryGetProperty("failure", out JsonElement failure), failure.ToString());
        return result;
    }
}

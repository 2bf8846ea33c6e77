using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Yamux;

/// <summary>What happens to peers that break the rules of the muxer.</summary>
public class MaliciousPeerTests
{
    /// <summary>The reason that is counted, and the frames that lead to it: type, flags, stream, length.</summary>
    public static TheoryData<string, int[][]> Violations => new()
    {
        { "yamux_ping", [[2, 2, 0, 77]] },
        { "yamux_ping", [[2, 0, 0, 77]] },
        { "yamux_stream_id", [[1, 1, 2, 0]] },
        { "yamux_stream_id", [[1, 1, 1, 0], [1, 1, 1, 0]] },
        { "yamux_stream_id", [[1, 0, 0, 5]] },
        { "yamux_type", [[9, 0, 0, 0]] },
        { "yamux_window", [[1, 1, 1, 0], [0, 0, 1, 262_145]] },
        { "yamux_window_overflow", [[1, 1, 1, 0], [1, 0, 1, -1]] },
        { "go_away", [[3, 0, 0, 1]] },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_ends_the_connection_with_its_reason(string reason, int[][] frames)
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        using RawPeer peer = await RawPeer.DialAsync(host);

        foreach (int[] frame in frames)
        {
            await peer.SendAsync((YamuxType)frame[0], (YamuxFlags)frame[1], (uint)frame[2], (uint)frame[3]);
        }

        YamuxGoAway? code = await peer.ReceiveGoAwayAsync();
        Assert.Equal(reason == "go_away" ? null : YamuxGoAway.ProtocolError, code);
        await Eventually.True(() => host.Connections.Count == 0, "the host drops the connection");
        Assert.Equal(1, host.Metrics.ConnectionsClosed(reason));
    }

    [Fact]
    public async Task An_unknown_version_ends_the_connection()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        using RawPeer peer = await RawPeer.DialAsync(host);

        await peer.SendBytesAsync(Convert.FromHexString("010000000000000100000000"));

        Assert.Equal(YamuxGoAway.ProtocolError, await peer.ReceiveGoAwayAsync());
        await Eventually.True(() => host.Metrics.ConnectionsClosed("yamux_version") == 1, "the reason is counted");
    }

    [Fact]
    public async Task Data_after_the_end_of_a_stream_ends_the_connection()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        host.Handle("/wait", (_, token) => new TaskCompletionSource().Task.WaitAsync(token));
        using RawPeer peer = await RawPeer.DialAsync(host);
        await peer.OpenAsync(1, "/wait");
        await peer.SendDataAsync(1, default, YamuxFlags.Fin);

        await peer.SendDataAsync(1, new byte[1]);

        Assert.Equal(YamuxGoAway.ProtocolError, await peer.ReceiveGoAwayAsync());
        await Eventually.True(() => host.Metrics.ConnectionsClosed("yamux_data_after_fin") == 1, "the reason is counted");
    }

    [Fact]
    public async Task Frames_for_unknown_streams_are_skipped()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        using RawPeer peer = await RawPeer.DialAsync(host);

        await peer.SendDataAsync(5, new byte[1000]);
        await peer.SendAsync(YamuxType.WindowUpdate, YamuxFlags.Rst, 7, 0);
        await peer.SendAsync(YamuxType.Ping, YamuxFlags.Syn, 0, 42);

        Assert.Equal(42u, (await peer.ReceiveAsync(header => header.Type == YamuxType.Ping && header.Has(YamuxFlags.Ack))).Header.Length);
        Assert.Equal(2, host.Metrics.Events("frames_for_unknown_streams"));
    }

    [Fact]
    public async Task Streams_beyond_the_limit_are_reset()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet with { MaxStreamsPerConnection = 3 });
        using RawPeer peer = await RawPeer.DialAsync(host);
        for (uint id = 1; id <= 7; id += 2)
        {
            await peer.SendAsync(YamuxType.WindowUpdate, YamuxFlags.Syn, id, 0);
        }

        Assert.Equal(7u, (await peer.ReceiveAsync(header => header.Has(YamuxFlags.Rst))).Header.StreamId);
        Assert.Equal(1, host.Metrics.Refusals("inbound_streams"));
    }

    [Fact]
    public async Task Opening_and_resetting_does_not_start_work_without_bound()
    {
        TaskCompletionSource release = new();
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet with { MaxStreamsPerConnection = 5 });
        int running = 0;
        host.Handle("/hold", async (_, _) =>
        {
            Interlocked.Increment(ref running);
            await release.Task;
        });
        using RawPeer peer = await RawPeer.DialAsync(host);
        for (uint id = 1; id < 11; id += 2)
        {
            await peer.OpenAsync(id, "/hold");
        }

        await Eventually.True(() => Volatile.Read(ref running) == 5, "the handlers run");
        for (uint id = 1; id < 11; id += 2)
        {
            await peer.SendAsync(YamuxType.WindowUpdate, YamuxFlags.Rst, id, 0);
        }

        await peer.OpenAsync(11, "/hold");
        await peer.ReceiveAsync(header => header.Has(YamuxFlags.Rst) && header.StreamId == 11);
        Assert.Equal(1, host.Metrics.Refusals("inbound_handlers"));
        release.SetResult();
    }

    [Fact]
    public async Task A_peer_that_only_pings_and_never_reads_is_dropped()
    {
        ManualTimeProvider time = new();
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet, time);
        using RawPeer peer = await RawPeer.DialAsync(host);
        byte[] pings = new byte[YamuxHeader.Size * 5000];
        for (int i = 0; i < 5000; i++)
        {
            new YamuxHeader(YamuxType.Ping, YamuxFlags.Syn, 0, (uint)i).Write(pings.AsSpan(i * YamuxHeader.Size));
        }

        // the answers fill the socket first and the host's queue then
        IOException? lost = null;
        for (int i = 0; i < 5000 && lost is null; i++)
        {
            lost = await Record.ExceptionAsync(() => peer.SendBytesAsync(pings)) as IOException;
        }

        Assert.NotNull(lost);
        await Eventually.True(() => host.Connections.Count == 0, "the host drops the connection");
        Assert.True(host.Metrics.Refusals("control_backlog") > 0);
    }

    [Fact]
    public async Task A_peer_that_stops_reading_the_socket_is_dropped_in_time()
    {
        ManualTimeProvider time = new();
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet, time);
        TaskCompletionSource writing = new();
        TaskCompletionSource<Exception> failed = new();
        host.Handle("/flood", async (stream, _) =>
        {
            // without the handler's token, which also ends with the connection: it would hide why the write failed
            failed.SetResult(await Record.ExceptionAsync(async () =>
            {
                while (true)
                {
                    await stream.WriteAsync(new byte[64 * 1024], CancellationToken.None);
                    writing.TrySetResult();
                }
            }));
        });

        // a window without end, so that only the socket can hold the writer back
        using RawPeer peer = await RawPeer.DialAsync(host);
        await peer.OpenAsync(1, "/flood");
        await peer.SendAsync(YamuxType.WindowUpdate, YamuxFlags.None, 1, int.MaxValue);

        // time that passes earlier could end the negotiation of the stream instead
        await writing.Task.Soon();
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return failed.Task.IsCompleted;
            },
            "the write fails");

        Assert.IsAssignableFrom<Libp2pException>(await failed.Task);
        Assert.True(host.Metrics.Refusals("write_timeout") + host.Metrics.Refusals("keep_alive") > 0);
    }

    [Fact]
    public async Task Random_frames_never_break_the_host()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        Random random = new(2024);
        for (int round = 0; round < 60; round++)
        {
            using RawPeer peer = await RawPeer.DialAsync(host);
            Exception? lost = null;
            for (int i = 0; i < 50 && lost is null; i++)
            {
                byte[] data = new byte[random.Next(100)];
                random.NextBytes(data);
                YamuxType type = (YamuxType)random.Next(4);
                uint id = type is YamuxType.Ping or YamuxType.GoAway ? 0 : (uint)random.Next(1, 9);
                uint length = type == YamuxType.Data ? (uint)data.Length : (uint)random.Next(3);
                lost = await Record.ExceptionAsync(
                    () => peer.SendAsync(type, (YamuxFlags)random.Next(16), id, length, type == YamuxType.Data ? data : default));
                Assert.True(lost is null or IOException, $"{lost}");
            }
        }

        await using Libp2pHost honest = TestHosts.Create(2);
        await honest.DialAsync(host.ListenAddresses[0]).Soon();
        await honest.PingAsync(host.PeerId).Soon();
        Assert.Equal(0, host.Metrics.ConnectionsClosed("failure"));
    }

    private static Libp2pOptions Quiet => new() { IdentifyOnConnect = false };
}

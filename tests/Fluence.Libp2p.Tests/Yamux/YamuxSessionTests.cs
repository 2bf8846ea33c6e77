using System.Buffers;
using System.IO.Pipelines;
using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Yamux;

public class YamuxSessionTests
{
    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(13, 300_000)]
    [InlineData(100_000, 5_000_000)]
    public async Task Data_arrives_both_ways_over_chunks_of_any_size(int chunk, int size)
    {
        await using SessionPair pair = await SessionPair.CreateAsync(nextChunk: () => chunk);
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        byte[] there = TestHosts.RandomBytes(size, 1), back = TestHosts.RandomBytes(size, 2);

        Task<byte[]> atFar = TestHosts.ReadToEndAsync(far.Input), atNear = TestHosts.ReadToEndAsync(near.Input);
        await Task.WhenAll(SendAsync(near, there), SendAsync(far, back)).Soon();

        Assert.True((await atFar.Soon()).AsSpan().SequenceEqual(there));
        Assert.True((await atNear.Soon()).AsSpan().SequenceEqual(back));
        await Eventually.True(() => pair.Dialer.StreamCount + pair.Listener.StreamCount == 0, "both sides forget the stream");
    }

    [Fact]
    public async Task A_slow_reader_does_not_stall_other_streams()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream slow, YamuxStream slowFar) = await pair.OpenAsync();
        Task stuck = SendAsync(slow, TestHosts.RandomBytes(1_000_000));
        for (int i = 0; i < 20; i++)
        {
            (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
            byte[] data = TestHosts.RandomBytes(500_000, i);
            Task<byte[]> reading = TestHosts.ReadToEndAsync(far.Input);
            await SendAsync(near, data).Soon();
            Assert.True((await reading.Soon()).AsSpan().SequenceEqual(data));
        }

        Assert.False(stuck.IsCompleted);
        Assert.Equal(1_000_000, (await TestHosts.ReadToEndAsync(slowFar.Input).Soon()).Length);
        await stuck.Soon();
    }

    [Fact]
    public async Task Many_writers_share_a_small_queue_and_some_give_up()
    {
        await using SessionPair pair = await SessionPair.CreateAsync(new Libp2pOptions { WriteBufferSize = 2000 }, capacity: 5000);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            YamuxStream near = await pair.Dialer.OpenAsync(CancellationToken.None);
            using CancellationTokenSource cancellation = new();
            Random random = new(i);
            try
            {
                for (int part = 0; part < 40; part++)
                {
                    Task writing = near.WriteAsync(new byte[random.Next(1, 6000)], cancellation.Token).AsTask();
                    if (i % 3 == 0 && part == 20)
                    {
                        await cancellation.CancelAsync();
                    }

                    await writing;
                }

                near.CloseWrite();
            }
            catch (OperationCanceledException)
            {
                near.Reset();
            }
        }))).Soon();

        // the queue still works for everyone else
        YamuxStream last = await pair.Dialer.OpenAsync(CancellationToken.None).Soon();
        YamuxStream far;
        do
        {
            far = await pair.AcceptAsync();
        }
        while (far.Id != last.Id);
        await SendAsync(last, TestHosts.RandomBytes(100_000));
        Assert.Equal(100_000, (await TestHosts.ReadToEndAsync(far.Input).Soon()).Length);
    }

    [Fact]
    public async Task A_write_to_a_reader_that_stopped_can_be_cancelled()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        using CancellationTokenSource cancellation = new();
        Task writing = near.WriteAsync(new byte[1_000_000], cancellation.Token).AsTask();
        await WaitForAsync(far.Input, YamuxSession.InitialWindow);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.Soon());
        near.Reset();
        await Eventually.True(() => pair.Listener.StreamCount == 0, "the reset arrives");
    }

    [Fact]
    public async Task A_cancelled_read_can_be_repeated()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        for (int i = 0; i < 50; i++)
        {
            using CancellationTokenSource cancellation = new();
            Task<ReadResult> reading = far.Input.ReadAsync(cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());
        }

        await near.WriteAsync("after"u8.ToArray(), CancellationToken.None);

        ReadResult read = await far.Input.ReadAsync().Soon();
        Assert.Equal("after"u8.ToArray(), read.Buffer.ToArray());
    }

    [Fact]
    public async Task Data_before_a_reset_can_be_read()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        byte[] data = TestHosts.RandomBytes(200_000);
        await near.WriteAsync(data, CancellationToken.None);
        near.Reset();
        await Eventually.True(() => far.IsRemoteDone, "the reset arrives");

        ReadResult read = await far.Input.ReadAsync().Soon();
        Assert.False(read.IsCompleted);
        Assert.True(read.Buffer.ToArray().AsSpan().SequenceEqual(data));
        far.Input.AdvanceTo(read.Buffer.End);
        await Assert.ThrowsAsync<StreamResetException>(() => far.Input.ReadAsync().Soon());
    }

    [Fact]
    public async Task Close_and_reset_right_after_lose_nothing_and_leave_nothing()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        for (int i = 0; i < 300; i++)
        {
            (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
            byte[] data = TestHosts.RandomBytes(1 + (i * 500), i);
            await near.WriteAsync(data, CancellationToken.None);
            near.CloseWrite();
            near.Reset();

            Assert.True((await TestHosts.ReadToEndAsync(far.Input).Soon()).AsSpan().SequenceEqual(data));
        }

        await Eventually.True(() => pair.Dialer.StreamCount + pair.Listener.StreamCount == 0, "both sides forget the streams");
    }

    [Fact]
    public async Task A_reset_reaches_a_peer_that_has_closed_its_side()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        far.CloseWrite();
        Assert.Empty(await TestHosts.ReadToEndAsync(near.Input).Soon());

        near.Reset();

        await Assert.ThrowsAsync<StreamResetException>(() => TestHosts.ReadToEndAsync(far.Input).Soon());
        await Eventually.True(() => pair.Dialer.StreamCount + pair.Listener.StreamCount == 0, "both sides forget the stream");
    }

    [Fact]
    public async Task A_writer_that_waits_for_credit_learns_of_the_reset()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        Task writing = near.WriteAsync(new byte[1_000_000], CancellationToken.None).AsTask();
        await WaitForAsync(far.Input, YamuxSession.InitialWindow);

        far.Reset();

        await Assert.ThrowsAsync<StreamResetException>(() => writing.Soon());
    }

    [Fact]
    public async Task Writing_after_closing_is_a_mistake_of_the_caller()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, _) = await pair.OpenAsync();
        near.CloseWrite();

        await Assert.ThrowsAsync<InvalidOperationException>(() => near.WriteAsync(new byte[1], CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Ten_thousand_streams_leave_nothing_behind()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        for (int i = 0; i < 10_000; i++)
        {
            (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
            await near.WriteAsync(new byte[100], CancellationToken.None);
            near.CloseWrite();
            switch (i % 3)
            {
                case 0:
                    near.Reset();
                    break;
                case 1:
                    far.Reset();
                    break;
                default:
                    far.CloseWrite();
                    break;
            }

            near.Input.Complete();
            far.Input.Complete();
        }

        await Eventually.True(() => pair.Dialer.StreamCount + pair.Listener.StreamCount == 0, "both sides forget the streams");
    }

    [Fact]
    public async Task More_streams_than_allowed_are_not_opened()
    {
        await using SessionPair pair = await SessionPair.CreateAsync(new Libp2pOptions { MaxStreamsPerConnection = 10 });
        List<(YamuxStream Near, YamuxStream Far)> streams = [];
        for (int i = 0; i < 10; i++)
        {
            streams.Add(await pair.OpenAsync());
        }

        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Dialer.OpenAsync(CancellationToken.None).Soon());
        Assert.Equal(1, pair.Metrics.Refusals("outbound_streams"));
        streams[0].Near.Reset();
        await Eventually.True(() => pair.Listener.StreamCount == 9, "the reset arrives");
        await pair.OpenAsync();
    }

    [Fact]
    public async Task More_unread_data_than_a_connection_may_hold_resets_the_stream()
    {
        await using SessionPair pair = await SessionPair.CreateAsync(new Libp2pOptions { MaxBufferedPerConnection = 500_000 });
        List<YamuxStream> streams = [];
        for (int i = 0; i < 3; i++)
        {
            (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
            streams.Add(far);
            await near.WriteAsync(new byte[200_000], CancellationToken.None);
        }

        await Eventually.True(() => pair.Metrics.Refusals("connection_buffer") == 1, "the third stream is refused");
        Assert.Equal([false, false, true], streams.Select(stream => stream.IsRemoteDone));
        Assert.Equal(2, pair.Listener.StreamCount);
    }

    [Fact]
    public async Task Streams_end_with_the_connection()
    {
        await using SessionPair pair = await SessionPair.CreateAsync();
        (YamuxStream near, YamuxStream far) = await pair.OpenAsync();
        Task<byte[]> reading = TestHosts.ReadToEndAsync(far.Input);
        Task writing = near.WriteAsync(new byte[10_000_000], CancellationToken.None).AsTask();

        pair.Dialer.Abort(new Libp2pException("test", "test"));

        Assert.Equal("connection_closed", (await Assert.ThrowsAsync<StreamResetException>(() => reading.Soon())).Reason);
        await Assert.ThrowsAnyAsync<Libp2pException>(() => writing.Soon());
        Assert.Contains((await pair.ListenerEnd.Soon()).Reason, (string[])["closed_remotely", "noise_truncated"]);
        await Assert.ThrowsAsync<StreamResetException>(() => pair.Dialer.OpenAsync(CancellationToken.None).Soon());
    }

    private static async Task SendAsync(YamuxStream stream, byte[] data)
    {
        await stream.WriteAsync(data, CancellationToken.None);
        stream.CloseWrite();
    }

    /// <summary>Waits until so much is there to read, without consuming it.</summary>
    private static async Task WaitForAsync(PipeReader input, long length)
    {
        ReadResult read = await input.ReadAtLeastAsync((int)length).Soon();
        Assert.Equal(length, read.Buffer.Length);
        input.AdvanceTo(read.Buffer.Start);
    }
}

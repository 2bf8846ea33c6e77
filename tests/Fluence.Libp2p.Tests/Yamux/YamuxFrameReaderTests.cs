using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Yamux;

namespace Fluence.Libp2p.Tests.Yamux;

public class YamuxFrameReaderTests
{
    private static readonly (YamuxHeader Header, byte[] Data)[] Frames =
    [
        (new YamuxHeader(YamuxType.WindowUpdate, YamuxFlags.Syn, 1, 0), []),
        (new YamuxHeader(YamuxType.Data, YamuxFlags.None, 1, 300), TestHosts.RandomBytes(300)),
        (new YamuxHeader(YamuxType.Ping, YamuxFlags.Syn, 0, 7), []),
        (new YamuxHeader(YamuxType.Data, YamuxFlags.Fin, 1, 0), []),
        (new YamuxHeader(YamuxType.Data, YamuxFlags.Ack | YamuxFlags.Fin, uint.MaxValue, 1), [9]),
        (new YamuxHeader(YamuxType.GoAway, YamuxFlags.None, 0, 2), []),
    ];

    [Fact]
    public void Every_split_of_the_bytes_gives_the_same_frames()
    {
        byte[] wire = Write(Frames);
        for (int split = 0; split <= wire.Length; split++)
        {
            AssertFrames(Read(wire[..split], wire[split..]));
        }
    }

    [Fact]
    public void Single_bytes_and_random_chunks_give_the_same_frames()
    {
        byte[] wire = Write(Frames);
        AssertFrames(Read([.. wire.Select(value => new[] { value })]));
        Random random = new(6);
        for (int i = 0; i < 200; i++)
        {
            List<byte[]> chunks = [];
            for (int position = 0; position < wire.Length;)
            {
                int end = Math.Min(wire.Length, position + random.Next(1, 50));
                chunks.Add(wire[position..end]);
                position = end;
            }

            AssertFrames(Read([.. chunks]));
        }
    }

    [Theory]
    [InlineData("010000000000000100000000", "yamux_version")]
    [InlineData("000400000000000100000000", "yamux_type")]
    [InlineData("000000000000000000000000", "yamux_stream_id")]
    [InlineData("000100000000000000000000", "yamux_stream_id")]
    [InlineData("000200010000000100000000", "yamux_stream_id")]
    [InlineData("000300000000000100000000", "yamux_stream_id")]
    public void Headers_that_make_no_sense_are_violations(string header, string reason) => Assert.Equal(
        reason, Assert.Throws<ProtocolViolationException>(() => Read(Convert.FromHexString(header))).Reason);

    [Fact]
    public void Random_bytes_are_frames_or_violations()
    {
        Random random = new(12);
        for (int i = 0; i < 5000; i++)
        {
            byte[] wire = Write(Frames);
            random.NextBytes(wire.AsSpan(random.Next(wire.Length)));
            wire[0] = 0;
            Exception? exception = Record.Exception(() => Read(wire[..random.Next(wire.Length)], wire));
            Assert.True(exception is null or ProtocolViolationException, $"{exception}");
        }
    }

    private static byte[] Write((YamuxHeader Header, byte[] Data)[] frames)
    {
        List<byte> wire = [];
        byte[] header = new byte[YamuxHeader.Size];
        foreach ((YamuxHeader frame, byte[] data) in frames)
        {
            frame.Write(header);
            wire.AddRange(header);
            wire.AddRange(data);
        }

        return [.. wire];
    }

    private static List<(YamuxHeader Header, byte[] Data)> Read(params byte[][] chunks)
    {
        Recorder recorder = new();
        YamuxFrameReader reader = new(recorder);
        foreach (byte[] chunk in chunks)
        {
            reader.Read(chunk);
        }

        return recorder.Frames;
    }

    private static void AssertFrames(List<(YamuxHeader Header, byte[] Data)> frames)
    {
        Assert.Equal(Frames.Select(frame => frame.Header), frames.Select(frame => frame.Header));
        Assert.All(frames.Zip(Frames), pair => Assert.Equal(pair.Second.Data, pair.First.Data));
    }

    private sealed class Recorder : IYamuxFrameSink
    {
        private readonly List<byte> _data = [];
        private YamuxHeader _header;

        public List<(YamuxHeader Header, byte[] Data)> Frames { get; } = [];

        public void OnHeader(in YamuxHeader header) => _header = header;

        public void OnData(ReadOnlySpan<byte> data) => _data.AddRange(data);

        public void OnFrameEnd()
        {
            Frames.Add((_header, [.. _data]));
            _data.Clear();
        }
    }
}

using System.Buffers;
using System.Text.Json;
using Fluence.Libp2p.Multistream;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Fixtures;

/// <summary>Everything that went through the Noise channel, frame by frame.</summary>
public sealed class YamuxFrameTests
{
    [SharedTheory(Capture.Folder)]
    [InlineData("client-to-relay")]
    [InlineData("relay-to-client")]
    public void Every_header_is_read_and_written_as_captured(string direction)
    {
        List<(YamuxHeader Header, byte[] Data)> frames = ReadFrames(direction);
        JsonElement[] expected = [.. Capture.Json($"yamux-headers-{direction}.json").EnumerateArray()];
        Assert.Equal(expected.Select(Describe), frames.Select(frame => Describe(frame.Header)));
    }

    [SharedTheory(Capture.Folder)]
    [InlineData("client-to-relay", "C2R")]
    [InlineData("relay-to-client", "R2C")]
    public void The_frames_of_a_stream_carry_its_bytes(string direction, string prefix)
    {
        List<(YamuxHeader Header, byte[] Data)> frames = ReadFrames(direction);
        uint[] streams = [.. frames.Select(frame => frame.Header.StreamId).Where(id => id != 0).Distinct().Order()];
        Assert.Equal([1, 2, 3, 4], streams);
        Assert.All(streams, id => Assert.Equal(
            Capture.Bytes($"yamux-stream-{prefix}{id}.bin"),
            frames.Where(frame => frame.Header.StreamId == id).SelectMany(frame => frame.Data).ToArray()));
    }

    private static List<(YamuxHeader Header, byte[] Data)> ReadFrames(string direction)
    {
        ReadOnlySequence<byte> input = new(Capture.Bytes($"post-noise-plaintext-{direction}.bin"));
        Assert.Equal([MultistreamLine.Header, YamuxSession.Protocol], Capture.TakeLines(ref input, 2));
        byte[] rest = input.ToArray();
        List<(YamuxHeader, byte[])> frames = [];
        for (int at = 0; at < rest.Length;)
        {
            ReadOnlySpan<byte> bytes = rest.AsSpan(at, YamuxHeader.Size);
            YamuxHeader header = YamuxHeader.Read(bytes);
            byte[] written = new byte[YamuxHeader.Size];
            header.Write(written);
            Assert.Equal(bytes.ToArray(), written);
            at += YamuxHeader.Size;
            int length = header.Type == YamuxType.Data ? (int)header.Length : 0;
            frames.Add((header, rest[at..(at + length)]));
            at += length;
        }

        return frames;
    }

    private static string Describe(YamuxHeader header) =>
        $"{header.Type} {header.Flags.ToString().ToUpperInvariant()} {header.StreamId} {header.Length}";

    private static string Describe(JsonElement header)
    {
        string flags = string.Join(", ", header.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        return $"{header.GetProperty("type").GetString()} {(flags.Length == 0 ? "NONE" : flags)} "
            + $"{header.GetProperty("stream").GetUInt32()} {header.GetProperty("length").GetUInt32()}";
    }
}

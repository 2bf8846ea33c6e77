using System.Buffers;
using System.Text.Json;
using Fluence.Libp2p.Multistream;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Primitives.Encoding;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Fixtures;

/// <summary>One session of the original js-client with a relay, captured at every layer (see the README beside the files).</summary>
internal static class Capture
{
    public const string Folder = "oracle/relay/fixtures";

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(SharedFolder.PathOf(Folder), file));

    public static JsonElement Json(string file) => JsonDocument.Parse(Bytes(file)).RootElement;

    /// <summary>The bytes of one direction, <c>C&gt;R</c> or <c>R&gt;C</c>, of entries with <c>dir</c> and <c>hex</c>.</summary>
    public static byte[] Direction(IEnumerable<JsonElement> entries, string direction) =>
        [.. entries.Where(entry => entry.GetProperty("dir").GetString() == direction)
            .SelectMany(entry => Convert.FromHexString(entry.GetProperty("hex").GetString()!))];

    /// <summary>Takes the lines of multistream-select off the front; each must be written by us as it was captured.</summary>
    public static string[] TakeLines(ref ReadOnlySequence<byte> input, int count)
    {
        string[] lines = new string[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySequence<byte> before = input;
            Assert.True(MultistreamLine.TryRead(ref input, out lines[i]), "a whole line");
            ArrayBufferWriter<byte> written = new();
            MultistreamLine.Write(written, lines[i]);
            Assert.Equal(before.Slice(0, input.Start).ToArray(), written.WrittenSpan.ToArray());
        }

        return lines;
    }

    /// <summary>Splits messages that have their length before them; together they must be all of the input.</summary>
    public static List<byte[]> TakeMessages(ReadOnlySpan<byte> input)
    {
        List<byte[]> messages = [];
        while (!input.IsEmpty)
        {
            Assert.Equal(VarintStatus.Done, Varint.TryRead(input, out ulong length, out int prefix));
            messages.Add(input.Slice(prefix, (int)length).ToArray());
            input = input[(prefix + (int)length)..];
        }

        return messages;
    }

    /// <summary>Decodes a particle, writes it in our form and decodes that.</summary>
    public static Particle RoundTrip(byte[] message)
    {
        Assert.True(ParticleCodec.TryDecode(message, out Particle? particle, out string? error), error);
        byte[] framed = ParticleCodec.EncodeFramed(particle).ToArray();
        Assert.True(ParticleCodec.TryDecode(Assert.Single(TakeMessages(framed)), out Particle? again, out error), error);
        Assert.Equal(particle with { Signature = default, Data = default }, again with { Signature = default, Data = default });
        Assert.Equal(particle.Signature.ToArray(), again.Signature.ToArray());
        Assert.Equal(particle.Data.ToArray(), again.Data.ToArray());
        return particle;
    }
}

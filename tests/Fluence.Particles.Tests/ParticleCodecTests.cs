using System.Buffers;
using System.Text;
using Fluence.Crypto;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.MessagePack;

namespace Fluence.Particles.Tests;

public sealed class ParticleCodecTests
{
    private static readonly KeyPair Author = KeyPair.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());

    [Theory]
    [InlineData("particle-client-to-relay.frame.bin")]
    [InlineData("particle-relay-to-client.frame.bin")]
    public void Frames_of_js_client_decode_and_their_signatures_hold(string file)
    {
        Particle particle = Decode(Unframe(Golden(file)));
        Assert.Equal("12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az7", particle.InitPeerId.ToString());
        Assert.Equal(10_000u, particle.Ttl);
        Assert.Contains("(call init_relay (\"op\" \"identity\") [msg] result)", particle.Script, StringComparison.Ordinal);
        Assert.True(ParticleSignature.Verify(particle));
        Assert.Equal(0x83, particle.Data.Span[0]);
    }

    [Fact]
    public void A_frame_written_by_a_relay_encodes_to_particles_that_decode_alike()
    {
        Particle particle = Decode(Unframe(Golden("particle-relay-to-client.frame.bin")));
        Particle again = Decode(ParticleCodec.Encode(particle));
        Assert.Equal(particle with { Signature = default, Data = default }, again with { Signature = default, Data = default });
        Assert.Equal(particle.Signature.ToArray(), again.Signature.ToArray());
        Assert.Equal(particle.Data.ToArray(), again.Data.ToArray());
    }

    [Fact]
    public void Arrays_of_integers_and_binary_decode_alike()
    {
        Particle fromArrays = Decode(Unframe(Golden("particle-client-to-relay.frame.bin")));
        Particle fromBinary = Decode(ParticleCodec.Encode(fromArrays));
        Assert.Equal(fromArrays.Data.ToArray(), fromBinary.Data.ToArray());
        Assert.Equal(fromArrays.Signature.ToArray(), fromBinary.Signature.ToArray());
    }

    [Fact]
    public void The_signed_bytes_are_those_of_the_original()
    {
        KeyPair key = KeyPair.FromSeed(Convert.FromBase64String("7h48PQ/f1rS9TxacmgODxbD42Il9B3KC117jvOPppPE="));
        Assert.Equal("12D3KooWANqfCDrV79MZdMnMqTvDdqSAPSxdgFY1L6DCq2DVGB4D", key.PeerId.ToString());
        byte[] signed = ParticleSignature.SignedBytes("2883f959-e9e7-4843-8c37-205d393ca372", 1696934545662, 7000, "abc");
        Assert.Equal("Mjg4M2Y5NTktZTllNy00ODQzLThjMzctMjA1ZDM5M2NhMzcy/kguGYsBAABYGwAAYWJj", Convert.ToBase64String(signed));
        Assert.Equal("KceXDnOfqe0dOnAxiDsyWBIvUq6WHoT0ge+VMHXOZsjZvCNH7/10oufdlYfcPomfv28On6E87ZhDcHGBZcb7Bw==",
            Convert.ToBase64String(key.Sign(signed)));
    }

    [Fact]
    public void A_changed_field_breaks_the_signature()
    {
        Particle particle = Sample();
        Assert.True(ParticleSignature.Verify(particle));
        Assert.False(ParticleSignature.Verify(particle with { Script = "(never)" }));
        Assert.False(ParticleSignature.Verify(particle with { Ttl = particle.Ttl + 1 }));
        Assert.False(ParticleSignature.Verify(particle with { Timestamp = particle.Timestamp + 1 }));
        Assert.False(ParticleSignature.Verify(particle with { Id = "other" }));
        Assert.False(ParticleSignature.Verify(particle with { InitPeerId = KeyPair.Generate().PeerId }));
        Assert.False(ParticleSignature.Verify(particle with { Signature = particle.Signature[..63] }));
    }

    [Fact]
    public void A_frame_is_its_message_with_the_length_before_it()
    {
        Particle particle = Sample() with { Data = new byte[300] };
        byte[] message = ParticleCodec.Encode(particle);
        byte[] framed = ParticleCodec.EncodeFramed(particle).ToArray();
        Assert.Equal(VarintStatus.Done, Varint.TryRead(framed, out ulong length, out int prefix));
        Assert.Equal((ulong)message.Length, length);
        Assert.Equal(message, framed[prefix..]);
    }

    [Theory]
    [InlineData("action", "the field 'action' is missing")]
    [InlineData("id", "the field 'id' is missing")]
    [InlineData("init_peer_id", "the field 'init_peer_id' is missing")]
    [InlineData("timestamp", "the field 'timestamp' is missing")]
    [InlineData("ttl", "the field 'ttl' is missing")]
    [InlineData("script", "the field 'script' is missing")]
    [InlineData("signature", "the field 'signature' is missing")]
    [InlineData("data", "the field 'data' is missing")]
    public void A_missing_field_is_named(string field, string expected)
    {
        string text = Encoding.Latin1.GetString(ParticleCodec.Encode(Sample()));
        string renamed = text.Replace((char)(0xa0 + field.Length) + field, (char)(0xa0 + field.Length) + new string('x', field.Length),
            StringComparison.Ordinal);
        Assert.False(ParticleCodec.TryDecode(Encoding.Latin1.GetBytes(renamed), out _, out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Other_codecs_actions_and_trailing_bytes_are_refused()
    {
        byte[] message = ParticleCodec.Encode(Sample());
        Assert.False(ParticleCodec.TryDecode(message.AsMemory(1), out _, out string? error));
        Assert.Contains("81 04", error, StringComparison.Ordinal);
        Assert.False(ParticleCodec.TryDecode((byte[])[.. message, 0xc0], out _, out error));
        Assert.Contains("1 bytes follow", error, StringComparison.Ordinal);
        ArrayBufferWriter<byte> upgrade = new();
        upgrade.Write<byte>([0x81, 0x04]);
        MessagePackWriter writer = new(upgrade);
        writer.WriteMapHeader(1);
        writer.WriteString("action");
        writer.WriteString("Upgrade");
        Assert.False(ParticleCodec.TryDecode(upgrade.WrittenMemory, out _, out error));
        Assert.Contains("'Upgrade'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        Random random = new(20240229);
        byte[] message = ParticleCodec.Encode(Sample() with { Data = new byte[40] });
        for (int i = 0; i < message.Length; i++)
        {
            Assert.False(ParticleCodec.TryDecode(message.AsMemory(0, i), out _, out _));
        }

        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. message];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (!ParticleCodec.TryDecode(damaged, out _, out string? error))
            {
                Assert.NotEmpty(error);
            }
        }
    }

    [Fact]
    public void Expiry_is_after_the_deadline_and_at_overflow()
    {
        Particle particle = Sample();
        DateTimeOffset deadline = DateTimeOffset.FromUnixTimeMilliseconds((long)particle.Deadline);
        Assert.False(particle.IsExpired(deadline));
        Assert.True(particle.IsExpired(deadline.AddMilliseconds(1)));
        Assert.True((particle with { Timestamp = ulong.MaxValue }).IsExpired(deadline));
    }

    private static Particle Sample() =>
        Particle.Create(Author, "sample", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000), TimeSpan.FromSeconds(7), "(null)");

    private static Particle Decode(ReadOnlyMemory<byte> message)
    {
        Assert.True(ParticleCodec.TryDecode(message, out Particle? particle, out string? error), error);
        return particle!;
    }

    private static byte[] Golden(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", file));

    private static ReadOnlyMemory<byte> Unframe(byte[] frame)
    {
        Assert.Equal(VarintStatus.Done, Varint.TryRead(frame, out ulong length, out int prefix));
        Assert.Equal((ulong)(frame.Length - prefix), length);
        return frame.AsMemory(prefix);
    }
}

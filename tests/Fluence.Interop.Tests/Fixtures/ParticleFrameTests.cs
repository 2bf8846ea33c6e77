using System.Text.Json;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Fixtures;

/// <summary>Every particle that was captured is decoded and encoded again.</summary>
public sealed class ParticleFrameTests
{
    [SharedTheory(Capture.Folder)]
    [InlineData("particle-client-to-relay.frame.bin", 0)]
    [InlineData("particle-relay-to-client.frame.bin", 1)]
    public void A_frame_holds_the_particle_that_was_sent(string file, int index)
    {
        Particle particle = Capture.RoundTrip(Assert.Single(Capture.TakeMessages(Capture.Bytes(file))));
        JsonElement expected = Capture.Json("particles-decoded.json").GetProperty("particles")[index].GetProperty("particle");
        Assert.Equal(expected.GetProperty("id").GetString(), particle.Id);
        Assert.Equal(expected.GetProperty("init_peer_id").GetString(), particle.InitPeerId.ToString());
        Assert.Equal(expected.GetProperty("timestamp").GetUInt64(), particle.Timestamp);
        Assert.Equal(expected.GetProperty("ttl").GetUInt32(), particle.Ttl);
        Assert.Equal(expected.GetProperty("script").GetString(), particle.Script);
        Assert.Equal(expected.GetProperty("signature").GetString(), Convert.ToHexStringLower(particle.Signature.Span));
        Assert.True(ParticleSignature.Verify(particle), "the init peer has signed it");
    }

    [SharedFact(Capture.Folder)]
    public void The_frame_of_the_original_peers_form_is_ours_to_the_byte()
    {
        byte[] frame = Capture.Bytes("particle-relay-to-client.frame.bin");
        Assert.True(ParticleCodec.TryDecode(Assert.Single(Capture.TakeMessages(frame)), out Particle? particle, out string? error), error);
        Assert.Equal(frame, ParticleCodec.EncodeFramed(particle).ToArray());
    }

    [SharedTheory(Capture.Folder)]
    [InlineData("C>R")]
    [InlineData("R>C")]
    public void Every_recorded_message_is_a_particle(string direction)
    {
        byte[] stream = Capture.Direction(Capture.Json("particle-frames.json").EnumerateArray(), direction);
        List<byte[]> messages = Capture.TakeMessages(stream);
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(ParticleSignature.Verify(Capture.RoundTrip(message))));
    }
}

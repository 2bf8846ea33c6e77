using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Primitives.Encoding;
using Fluence.TestKit;

namespace Fluence.Peer.Tests;

/// <summary>Whatever a peer sends, it is refused with a counted reason, and the others are served on.</summary>
public sealed class BadInputTests
{
    [Fact]
    public Task A_length_that_is_no_varint_is_refused() =>
        RefusesAsync(RefusalReason.Malformed, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

    [Fact]
    public Task A_length_beyond_the_limit_is_refused_before_the_bytes_come() =>
        RefusesAsync(RefusalReason.TooLarge, Length(100L * 1024 * 1024 + 1));

    [Fact]
    public Task A_message_that_breaks_off_is_refused() => RefusesAsync(RefusalReason.Truncated, [.. Length(1000), 0x81, 0x04, 0x88], end: true);

    [Fact]
    public Task A_message_of_another_codec_is_refused() => RefusesAsync(RefusalReason.Malformed, [4, 0x80, 0x04, 0x7b, 0x7d]);

    [Fact]
    public Task Garbage_after_the_codec_is_refused() => RefusesAsync(RefusalReason.Malformed, [6, 0x81, 0x04, 0xc1, 0xff, 0x00, 0x92]);

    [Fact]
    public async Task A_message_that_never_ends_is_refused_after_the_time_out()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Libp2pStream stream = await peer.OpenAsync(bad);
        int timers = peer.Clock.TimerCount;
        await stream.WriteAsync((byte[])[.. Length(1000), 0x81, 0x04]);
        await Eventually.True(
            () =>
            {
                peer.Clock.Advance(TimeSpan.FromSeconds(1));
                return peer.Node.ParticleMetrics.Refusals(RefusalReason.ReceiveTimeout) == 1;
            },
            $"the message is given up ({timers} timers)");
        await peer.AssertServesAsync();
    }

    [Fact]
    public async Task A_forged_signature_is_refused()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Particle particle = peer.Particle(KeyPair.Generate(), "(null)");
        byte[] signature = particle.Signature.ToArray();
        signature[7] ^= 1;
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, particle with { Signature = signature }, CancellationToken.None);
        await CountedAsync(peer, RefusalReason.BadSignature);
        await peer.AssertServesAsync();
    }

    [Fact]
    public async Task A_changed_script_under_the_signature_of_a_live_particle_is_refused()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Particle particle = peer.Particle(KeyPair.Generate(), "(null)");
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, particle, CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.LiveParticles == 1, "the particle lives");
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, particle with { Script = "(never)" }, CancellationToken.None);
        await CountedAsync(peer, RefusalReason.BadSignature);
        await peer.AssertServesAsync();
    }

    [Fact]
    public async Task An_expired_particle_is_refused()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Particle particle = peer.Particle(KeyPair.Generate(), "(null)", TimeSpan.FromSeconds(5));
        peer.Clock.Advance(TimeSpan.FromMilliseconds(5001));
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, particle, CancellationToken.None);
        await CountedAsync(peer, RefusalReason.Expired);
        await peer.AssertServesAsync();
    }

    [Theory]
    [InlineData("this is not AIR", 1)]
    [InlineData("(call \"\" (\"a\" \"b\") [undefined])", 1)]
    public async Task A_script_that_is_wrong_ends_its_particle_alone(string script, int code)
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, peer.Particle(KeyPair.Generate(), script), CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.FailedInterpretations(code) == 1, $"the interpreter refuses with code {code}");
        await peer.AssertServesAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0xde, 0xad, 0xbe, 0xef }, 3)]
    [InlineData(new byte[] { 0x83 }, 3)]
    public async Task Data_that_is_none_ends_its_particle_alone(byte[] data, int code)
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Particle particle = peer.Particle(KeyPair.Generate(), "(null)") with { Data = data };
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, particle, CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.FailedInterpretations(code) == 1, $"the interpreter refuses with code {code}");
        await peer.AssertServesAsync();
    }

    [Fact]
    public async Task A_peer_that_stops_reading_is_given_up_and_the_others_are_served()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        KeyPair author = KeyPair.Generate();
        Libp2pHost deaf = await peer.ConnectAsync(
            async (_, cancellation) =>
            {
                entered.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
            author);

        // more than a stream's window, so that the write cannot end
        string big = new('x', 2 * 1024 * 1024);
        string script = $"""(seq (call "{peer.Node.PeerId}" ("op" "identity") ["{big}"] x) (call "{author.PeerId}" ("client" "done") [x]))""";
        await ParticleProtocol.SendAsync(deaf, peer.Node.PeerId, peer.Particle(author, script, TimeSpan.FromHours(1)), CancellationToken.None);
        await entered.Task.Soon();
        await Eventually.True(
            () =>
            {
                peer.Clock.Advance(TimeSpan.FromSeconds(1));
                return peer.Node.ParticleMetrics.FailedSends == 1;
            },
            "the send is given up");
        await peer.AssertServesAsync();
    }

    [Fact]
    public async Task More_particles_than_allowed_are_refused()
    {
        await using TestPeer peer = await TestPeer.StartAsync(
            config => config with { Particles = config.Particles with { MaxLiveParticles = 1 } });
        Libp2pHost host = await peer.ConnectAsync();
        KeyPair author = KeyPair.Generate();
        await ParticleProtocol.SendAsync(host, peer.Node.PeerId, peer.Particle(author, "(never)"), CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.LiveParticles == 1, "the first particle lives");
        await ParticleProtocol.SendAsync(host, peer.Node.PeerId, peer.Particle(author, "(null)"), CancellationToken.None);
        await CountedAsync(peer, RefusalReason.Overloaded);

        // room again when the first has come to its end
        peer.Clock.Advance(TimeSpan.FromSeconds(61));
        await Eventually.True(() => peer.Node.ParticleMetrics.LiveParticles == 0, "the first particle has ended");
        await peer.AssertServesAsync();
    }

    private static async Task RefusesAsync(RefusalReason reason, byte[] bytes, bool end = false)
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Libp2pHost bad = await peer.ConnectAsync();
        Libp2pStream stream = await peer.OpenAsync(bad);
        await stream.WriteAsync(bytes);
        if (end)
        {
            await stream.CloseWriteAsync();
        }

        await CountedAsync(peer, reason);
        await peer.AssertServesAsync();

        // the same connection is served on too
        await ParticleProtocol.SendAsync(bad, peer.Node.PeerId, peer.Particle(KeyPair.Generate(), "(null)"), CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.Received == 2, "the offender's next message is taken");
    }

    private static Task CountedAsync(TestPeer peer, RefusalReason reason) =>
        Eventually.True(() => peer.Node.ParticleMetrics.Refusals(reason) == 1, $"{reason} is counted once");

    private static byte[] Length(long length)
    {
        byte[] bytes = new byte[Varint.MaxLength];
        return bytes[..Varint.Write(bytes, (ulong)length)];
    }
}

using System.Threading.Channels;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.TestKit;

namespace Fluence.Peer.Tests;

/// <summary>The whole process's memory is measured, so nothing else may run beside.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Burst = 500;

    // until then pools and the bounded memory of signatures have filled
    private const int WarmUpBursts = 8;

    private const int MeasuredBursts = 5;
    private const int SampleBursts = 3;

    /// <summary>Less than any object that stays behind for every particle; even a bare dictionary entry with its key is more.</summary>
    private const long MostBytesPerParticle = 150;

    [Fact]
    public async Task Particles_leave_nothing_behind_once_their_time_is_over()
    {
        await using TestPeer peer = await TestPeer.StartAsync();
        Channel<bool> back = Channel.CreateUnbounded<bool>();
        KeyPair author = KeyPair.Generate();
        Libp2pHost host = await peer.ConnectAsync(
            async (stream, cancellation) =>
            {
                await stream.Input.CopyToAsync(Stream.Null, cancellation);
                await back.Writer.WriteAsync(true, cancellation);
            },
            author);

        List<long> held = [];
        for (int burst = 0; burst < WarmUpBursts + MeasuredBursts; burst++)
        {
            await RunBurstAsync(peer, host, author, back.Reader);
            held.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        // the least of several, since what a pool holds for a moment is no leak, while what is kept stays in all of them
        long growth = held[^SampleBursts..].Min() - held[(WarmUpBursts - SampleBursts)..WarmUpBursts].Min();
        Assert.Equal((WarmUpBursts + MeasuredBursts) * Burst, peer.Node.ParticleMetrics.Received);
        Assert.True(growth < MeasuredBursts * Burst * MostBytesPerParticle, $"{growth} bytes more after {MeasuredBursts * Burst} particles");
    }

    /// <summary>Particles go to the peer and come back; then their time passes.</summary>
    private static async Task RunBurstAsync(TestPeer peer, Libp2pHost host, KeyPair author, ChannelReader<bool> back)
    {
        // short, so that the time-outs of the connection are not reached when it passes
        TimeSpan ttl = TimeSpan.FromSeconds(1);
        string script = $"""(seq (call "{peer.Node.PeerId}" ("op" "identity") ["text"] x) (call "{author.PeerId}" ("client" "done") [x]))""";
        for (int i = 0; i < Burst; i++)
        {
            Particle particle = peer.Particle(author, script, ttl);
            await ParticleProtocol.SendAsync(host, peer.Node.PeerId, particle, CancellationToken.None);
            Assert.True(await back.ReadAsync().Soon());
        }

        Assert.Equal(Burst, peer.Node.ParticleMetrics.LiveParticles);
        Assert.True(peer.Node.ParticleMetrics.StoredBytes > 0);
        peer.Clock.Advance(ttl + TimeSpan.FromMilliseconds(10));
        await Eventually.True(() => peer.Node.ParticleMetrics.LiveParticles == 0, "every particle has come to its end");
        Assert.Equal(0, peer.Node.ParticleMetrics.StoredBytes);
    }
}

using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.TestKit;

namespace Fluence.Peer.Tests;

public sealed class ConcurrencyTests
{
    // some million steps, so that the only interpreter is busy while other particles arrive
    private const string Busy = """
        (seq (call "@peer" ("op" "array") [0 1 2 3 4 5 6 7 8 9 0 1 2 3 4] xs)
         (fold xs a (seq (fold xs b (seq (fold xs c (seq (fold xs d (seq (fold xs e (seq (null) (next e))) (next d))) (next c))) (next b))) (next a))))
        """;

    /// <summary>Particles must not share memory with the buffers of the streams that brought them: those are used again.</summary>
    [Fact]
    public async Task Data_that_waits_for_an_interpreter_stays_as_it_came()
    {
        const int Senders = 4, Each = 100, Count = Senders * Each;
        await using TestPeer peer = await TestPeer.StartAsync(
            config => config with { Particles = config.Particles with { AvmPoolSize = 1 } });
        Libp2pHost host = await peer.ConnectAsync();
        KeyPair author = KeyPair.Generate();
        Particle busy = peer.Particle(author, Busy.Replace("@peer", peer.Node.PeerId.ToString(), StringComparison.Ordinal));
        await ParticleProtocol.SendAsync(host, peer.Node.PeerId, busy, CancellationToken.None);

        Particle[] particles = [.. Enumerable.Range(0, Count).Select(number => Started(peer, author, number))];
        await Task.WhenAll(particles.Chunk(Each).Select(async chunk =>
        {
            Libp2pHost sender = await peer.ConnectAsync();
            foreach (Particle particle in chunk)
            {
                await ParticleProtocol.SendAsync(sender, peer.Node.PeerId, particle, CancellationToken.None);
            }
        }));

        // each runs twice: until its call, and with the call's result
        await Eventually.True(
            () => peer.Node.ParticleMetrics.Interpretations == 2 * (Count + 1), "every particle has been executed");
        Assert.Equal(Count + 1, peer.Node.ParticleMetrics.LiveParticles);
        Assert.Equal(0, peer.Node.ParticleMetrics.FailedInterpretations());
    }

    /// <summary>A particle whose first step, on the author, has been made.</summary>
    private static Particle Started(TestPeer peer, KeyPair author, int number)
    {
        Particle particle = peer.Particle(author, $"""
            (seq (call "{author.PeerId}" ("client" "number") [] n) (call "{peer.Node.PeerId}" ("op" "identity") [n] x))
            """);
        AquaVm vm = new();
        RunParameters parameters = new(
            author.PeerId.ToString(), author.PeerId.ToString(), particle.Timestamp, particle.Ttl, particle.Id, 0, author.Seed, SizeLimits.Default);
        Dictionary<uint, CallResult> results = [];
        ReadOnlyMemory<byte> asked = vm.Invoke(new InvokeRequest(particle.Script, default, default, parameters, results)).Data;
        results[1] = new CallResult(0, $"\"{new string('x', 500)}{number}\"");
        return particle with { Data = vm.Invoke(new InvokeRequest(particle.Script, asked, default, parameters, results)).Data };
    }
}

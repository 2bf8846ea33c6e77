using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Transports;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Hosting;

public class ConnectionUpgradeTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Every_combination_of_early_muxers_works_over_single_bytes(bool dialerOffers, bool listenerOffers)
    {
        (UpgradedConnection dialer, UpgradedConnection listener) = await RunAsync(Offer(dialerOffers), Offer(listenerOffers), () => 1);

        Assert.Equal(TestHosts.Key(2).PeerId, dialer.RemotePeer);
        Assert.Equal(TestHosts.Key(1).PeerId, listener.RemotePeer);
        Assert.True(dialer.IsDialer);
        Assert.False(listener.IsDialer);
    }

    [Fact]
    public async Task Random_chunks_do_not_matter()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            Lock gate = new();
            (UpgradedConnection dialer, _) = await RunAsync([], [], () =>
            {
                lock (gate)
                {
                    return random.Next(1, 40);
                }
            });
            Assert.Equal(TestHosts.Key(2).PeerId, dialer.RemotePeer);
        }
    }

    [Fact]
    public async Task A_peer_that_offers_only_other_muxers_is_refused() =>
        await Assert.ThrowsAsync<UnsupportedProtocolException>(() => RunAsync(["/yamux/1.0.0"], ["/mplex/6.7.0"], () => 100));

    [Fact]
    public async Task Garbage_at_any_stage_ends_in_a_documented_error()
    {
        Random random = new(5);
        for (int i = 0; i < 300; i++)
        {
            (TransportConnection near, TransportConnection far) = InMemory.Connect();
            byte[] garbage = new byte[random.Next(1, 400)];
            random.NextBytes(garbage);
            byte[] wire = [.. Stage(i % 3), .. garbage];
            await far.Stream.WriteAsync(wire);
            await far.CloseSendAsync();

            Exception? exception = await Record.ExceptionAsync(() => ConnectionUpgrade.RunAsync(
                near, isDialer: i % 2 == 0, new NoiseIdentity(TestHosts.Key(1), []), null, CancellationToken.None).AsTask().Soon());

            Assert.True(exception is Libp2pException or EndOfStreamException, $"{exception}");
        }
    }

    private static byte[] Stage(int stage) => stage switch
    {
        0 => [],
        1 => "\u0013/multistream/1.0.0\n"u8.ToArray(),
        _ => "\u0013/multistream/1.0.0\n\u0007/noise\n"u8.ToArray(),
    };

    private static string[] Offer(bool offers) => offers ? ["/yamux/1.0.0"] : [];

    private static async Task<(UpgradedConnection Dialer, UpgradedConnection Listener)> RunAsync(
        string[] dialerMuxers, string[] listenerMuxers, Func<int> nextChunk)
    {
        (TransportConnection one, TransportConnection other) = InMemory.Connect(nextChunk: nextChunk);
        Task<UpgradedConnection> dialer = ConnectionUpgrade.RunAsync(
            one, true, new NoiseIdentity(TestHosts.Key(1), dialerMuxers), TestHosts.Key(2).PeerId, CancellationToken.None).AsTask();
        Task<UpgradedConnection> listener = ConnectionUpgrade.RunAsync(
            other, false, new NoiseIdentity(TestHosts.Key(2), listenerMuxers), null, CancellationToken.None).AsTask();
        return (await dialer.Soon(), await listener.Soon());
    }
}

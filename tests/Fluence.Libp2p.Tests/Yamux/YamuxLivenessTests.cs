using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Yamux;

public class YamuxLivenessTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly YamuxLiveness _liveness;

    public YamuxLivenessTests() => _liveness = new YamuxLiveness(
        new Libp2pOptions
        {
            IdleTimeout = TimeSpan.FromSeconds(180),
            KeepAliveInterval = TimeSpan.FromSeconds(30),
            KeepAliveTimeout = TimeSpan.FromSeconds(20),
            WriteTimeout = TimeSpan.FromSeconds(25),
            CloseTimeout = TimeSpan.FromSeconds(2),
        },
        _time);

    [Fact]
    public void A_silent_peer_is_pinged_and_then_given_up()
    {
        Assert.Equal(YamuxLivenessAction.None, After(29.9));
        Assert.Equal(YamuxLivenessAction.Ping, After(0.1));
        Assert.Equal(YamuxLivenessAction.None, After(19.9));
        Assert.Equal(YamuxLivenessAction.AbortSilent, After(0.1));
    }

    [Fact]
    public void An_answer_or_any_other_data_is_a_sign_of_life()
    {
        Assert.Equal(YamuxLivenessAction.Ping, After(30));
        Assert.True(_liveness.TryAnswer(0));
        _liveness.OnReceived();
        Assert.Equal(YamuxLivenessAction.None, After(29));
        Assert.Equal(YamuxLivenessAction.Ping, After(1));
        After(19);
        _liveness.OnReceived();
        Assert.Equal(YamuxLivenessAction.None, After(19));
    }

    [Fact]
    public void An_answer_counts_once_and_only_with_its_value()
    {
        Assert.False(_liveness.TryAnswer(0));
        uint ping = _liveness.StartPing();
        Assert.False(_liveness.TryAnswer(ping + 1));
        Assert.True(_liveness.TryAnswer(ping));
        Assert.False(_liveness.TryAnswer(ping));
        Assert.NotEqual(ping, _liveness.StartPing());
    }

    [Fact]
    public void A_connection_without_streams_is_closed_when_idle()
    {
        for (int i = 0; i < 8; i++)
        {
            After(20, streams: 1);
            _liveness.OnReceived();
        }

        Assert.Equal(YamuxLivenessAction.None, After(20, streams: 1));
        Assert.Equal(YamuxLivenessAction.CloseIdle, After(0));
        _liveness.OnActivity();
        _liveness.OnReceived();
        Assert.Equal(YamuxLivenessAction.None, After(1));
    }

    [Fact]
    public void A_write_that_the_peer_does_not_take_ends_the_connection()
    {
        _liveness.OnWriteStarted();
        Assert.Equal(YamuxLivenessAction.None, After(24));
        Assert.Equal(YamuxLivenessAction.AbortStalled, After(1));
        _liveness.OnWriteEnded();
        Assert.NotEqual(YamuxLivenessAction.AbortStalled, After(25));
    }

    [Fact]
    public void A_peer_has_some_time_to_hang_up()
    {
        _liveness.OnClosing();
        Assert.Equal(YamuxLivenessAction.None, After(1.9));
        Assert.Equal(YamuxLivenessAction.AbortClosing, After(0.1));
    }

    [Fact]
    public void Round_trips_are_measured_by_pings()
    {
        long last = 0;
        uint ping = _liveness.StartPing();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(_liveness.TryAnswer(ping));

        Assert.False(_liveness.IsWithinRoundTrips(4, ref last));
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.True(_liveness.IsWithinRoundTrips(4, ref last));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.False(_liveness.IsWithinRoundTrips(4, ref last));
    }

    private YamuxLivenessAction After(double seconds, int streams = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return _liveness.Check(streams, out _);
    }
}

using System.Collections.Immutable;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Topology;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Tests.Topology;

public sealed class PathFinderTests
{
    private static readonly Location Init = On("init", null, "relay");

    [Fact]
    public void From_a_peer_to_another_it_goes_through_the_relays_of_both() => Assert.Equal(
        ["relayA", "relayB"], Names(PathFinder.Find(On("a", Init, "relayA"), On("b", Init, "relayB"))));

    [Fact]
    public void Out_of_the_initiator_it_goes_through_its_relay_only_where_there_is_a_way_to_go()
    {
        Assert.Equal(["relay"], Names(PathFinder.Find(Init, On("a", Init))));
        Assert.Empty(PathFinder.Find(Init, Init));
    }

    [Fact]
    public void A_relay_that_both_have_is_visited_once() => Assert.Equal(
        ["r"], Names(PathFinder.Find(On("a", Init, "r"), On("b", Init, "r"))));

    [Fact]
    public void Detours_are_left_out() => Assert.Equal(
        ["x", "y"], Names(PathFinder.Find(On("a", null, "y", "z", "x"), On("b", null, "z", "y"))).Where(name => name != "z"));

    [Fact]
    public void The_end_is_visited_where_that_is_asked_for() => Assert.Equal(
        ["relay", "a"], Names(PathFinder.FindWithEnd(Init, On("a", Init))));

    [Fact]
    public void The_way_to_the_relay_ends_at_the_last_of_the_relays()
    {
        Location? relay = Location.ToRelay(On("a", Init, "r1", "r2"));

        Assert.NotNull(relay);
        Assert.Equal("r2", Name(relay.Peer));
        Assert.Equal(["r1"], relay.On.Via.Select(Name));
        Assert.Null(Location.ToRelay(On("a", null)));
    }

    private static Location On(string peer, Location? outer, params ImmutableArray<string> via) =>
        new(new OnOp(Peer(peer), [.. via.Select(Peer)]), outer);

    private static VariableValue Peer(string name) => new(name, ScalarType.String);

    private static string Name(Value value) => ((VariableValue)value).Name;

    private static IEnumerable<string> Names(IEnumerable<Value> path) => path.Select(Name);
}

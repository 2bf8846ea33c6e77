using Fluence.Cli.Run.Journey;
using Fluence.Services.Journeys;

namespace Fluence.Cli.Tests.Run;

public sealed class JourneyTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_journey_is_a_tree_of_stays()
    {
        JourneyNode root = JourneyTree.Build("client",
        [
            Step(JourneyStepKind.Called, "client", 0, "getDataSrv.name"),
            Step(JourneyStepKind.Sent, "client", 1, "relay"),
            Step(JourneyStepKind.Received, "relay", 2, "10 bytes"),
            Step(JourneyStepKind.Sent, "relay", 3, "far"),
            Step(JourneyStepKind.Sent, "relay", 4, "dead", "not delivered"),

            // another clock, an hour behind
            Step(JourneyStepKind.Received, "far", -3_600_000, "20 bytes"),
            Step(JourneyStepKind.Called, "far", -3_599_999, "hello.greet"),
            Step(JourneyStepKind.Sent, "far", -3_599_998, "relay"),
            Step(JourneyStepKind.Received, "relay", 8, "30 bytes"),
            Step(JourneyStepKind.Sent, "relay", 9, "client"),
            Step(JourneyStepKind.Received, "client", 10, "40 bytes"),
            Step(JourneyStepKind.Called, "client", 11, "callbackSrv.response"),
        ]);
        StringWriter text = new();
        new JourneyPrinter(text, static peer => peer).Write(new CollectedJourney(root, new Dictionary<string, string>(), ["mute"], []));
        Assert.Equal("""
            client
            ├─       0.0  getDataSrv.name  2.0 ms
            └─       1.0  → relay  2.0 ms
               ├─       3.0  → far  2.0 ms
               │  ├─ -3599999.0  hello.greet  2.0 ms
               │  └─ -3599998.0  → relay  2.0 ms
               │     └─       9.0  → client  2.0 ms
               │        └─      11.0  callbackSrv.response  2.0 ms
               └─       4.0  → dead  2.0 ms  not delivered
            ! mute took part and does not tell what happened there

            """, text.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Peers_that_tell_nothing_leave_the_client_alone() =>
        Assert.Empty(JourneyTree.Build("client", [Step(JourneyStepKind.Received, "other", 0, "")]).Steps);

    private static JourneyStep Step(JourneyStepKind kind, string peer, int at, string subject, string? problem = null) =>
        new(kind, peer, Start + TimeSpan.FromMilliseconds(at), TimeSpan.FromMilliseconds(2), subject, problem);
}

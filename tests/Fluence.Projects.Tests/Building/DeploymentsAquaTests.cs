using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Building;

public sealed class DeploymentsAquaTests
{
    private static readonly FluenceYaml Project = FluenceYaml.Read(
        "version: 8\naquaDependencies: {}\ndeployments: { my-deal: {}, other: {} }\nhosts: { direct: { peerIds: [p] } }\n", "f");

    [Fact]
    public void What_is_deployed_is_there_and_what_is_not_is_nil()
    {
        WorkersYaml workers = WorkersYaml.Empty.WithDeal("local", "my-deal", new DealEntry("bafk", "now", "0xAB", 31337))
            .WithDeal("dar", "other", new DealEntry("x", "x", "x", 1));
        Assert.Equal(
            """
            aqua Deals declares *

            data Deal:
                chainNetworkId: u64
                dealId: string
                dealIdOriginal: string
                definition: string
                timestamp: string

            data Deals:
                myDeal: ?Deal
                other: ?Deal

            func get() -> Deals:
                <- Deals(
                    myDeal=?[Deal(chainNetworkId=31337, dealId="ab", dealIdOriginal="0xAB", definition="bafk", timestamp="now")],
                    other=nil
                )

            """.ReplaceLineEndings("\n"),
            DeploymentsAqua.Deals(Project, workers, "local"));
    }

    [Fact]
    public void Workers_are_told_with_their_hosts()
    {
        WorkersYaml workers = WorkersYaml.Empty.WithHost("local", "direct", new HostEntry("d", [new("h", "s", "w")], "r", "t", "1"));
        string text = DeploymentsAqua.Hosts(Project, workers, "local");
        Assert.Contains("data Hosts:\n    direct: ?Host\n\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "direct=?[Host(definition=\"d\", dummyDealId=\"1\", "
            + "installationSpells=[SpellLocation(hostId=\"h\", spellId=\"s\", workerId=\"w\")], relayId=\"r\", timestamp=\"t\")]\n",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deployment_that_was_made_without_a_deal_stands_in_a_file_of_its_own()
    {
        WorkersYaml workers = WorkersYaml.Empty.WithHost("local", "my-deal", new HostEntry("d", [new("h", "s", "w")], "r", "t", "1"));
        string text = DeploymentsAqua.Direct(Project, workers, "local");
        Assert.StartsWith("aqua Direct declares *\n", text, StringComparison.Ordinal);
        Assert.Contains("data Direct:\n    myDeal: ?Host\n    other: ?Host\n", text, StringComparison.Ordinal);
        Assert.Contains("myDeal=?[Host(definition=\"d\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("myDeal: ?Host", DeploymentsAqua.Hosts(Project, workers, "local"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_deployments_has_nothing() =>
        Assert.Equal("aqua Deals declares *\n\nfunc get() -> ?u8:\n    <- nil\n", DeploymentsAqua.Deals(new FluenceYaml(), WorkersYaml.Empty, "local"));
}

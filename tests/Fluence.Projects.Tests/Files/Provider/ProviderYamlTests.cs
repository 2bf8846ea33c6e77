using Fluence.Projects.Files;
using Fluence.Projects.Files.Provider;

namespace Fluence.Projects.Tests.Files.Provider;

public sealed class ProviderYamlTests
{
    private const string Text = """
        version: 1
        providerName: mine
        nox: { aquavmPoolSize: 3, chain: { httpEndpoint: http://a } }
        computePeers:
          b: { computeUnits: 2, nox: { tcpPort: 1, chain: { httpEndpoint: http://b } } }
          a: { computeUnits: 4 }
        offers:
          one: { minPricePerWorkerEpoch: 0.5, computePeers: [b, a], effectors: [bafk], maxProtocolVersion: 2 }
        capacityCommitments:
          b: { duration: 100 days, rewardDelegationRate: 7.5, delegator: "0x1" }
        """;

    [Fact]
    public void A_provider_is_read_with_what_holds_for_all_peers_under_what_holds_for_one()
    {
        ProviderYaml provider = ProviderYaml.Read(Text, "f");

        Assert.Equal("mine", provider.ProviderName);
        Assert.Equal(["b", "a"], provider.ComputePeers.Keys);
        Assert.Equal((2, 1, 3, "http://b"), (
            provider.ComputePeers["b"].ComputeUnits, provider.ComputePeers["b"].TcpPort, provider.ComputePeers["b"].AquaVmPoolSize,
            provider.ComputePeers["b"].ChainHttpEndpoint));
        Assert.Equal((4, null, 3, "http://a"), (
            provider.ComputePeers["a"].ComputeUnits, provider.ComputePeers["a"].TcpPort, provider.ComputePeers["a"].AquaVmPoolSize,
            provider.ComputePeers["a"].ChainHttpEndpoint));
        ProviderOffer offer = provider.Offers["one"];
        Assert.Equal(("0.5", 1, 2), (offer.MinPricePerWorkerEpoch, offer.MinProtocolVersion, offer.MaxProtocolVersion));
        Assert.Equal(["bafk"], offer.Effectors.AsEnumerable());
        Assert.Equal(new ProviderCommitment("100 days", 7.5m, "0x1"), provider.CapacityCommitments["b"]);
    }

    [Theory]
    [InlineData("[b, a]", "[b, c]", "offers.one.computePeers names the peer 'c', which is not in computePeers")]
    [InlineData("[b, a]", "[b, b]", "the peer 'b' is in the offers one and one, expected in one")]
    [InlineData("  b: { duration", "  c: { duration", "capacityCommitments names the peer 'c', which is not in computePeers")]
    [InlineData("100 days", "100 moons", "capacityCommitments.b.duration is '100 moons', expected a time like '100 days'")]
    [InlineData("7.5", "107", "rewardDelegationRate is '107', expected a number from 0 to 100")]
    [InlineData("computeUnits: 4", "computeUnits: 0", "computeUnits is '0', expected an integer from 1")]
    [InlineData("providerName: mine", "providerName: ''", "providerName is '', expected a name")]
    [InlineData("tcpPort: 1", "tcpPort: 65536", "tcpPort is '65536', expected an integer from 0 to 65535")]
    public void A_mistake_is_told_with_its_place(string good, string bad, string told)
    {
        ProjectFileException wrong = Assert.Throws<ProjectFileException>(() => ProviderYaml.Read(Text.Replace(good, bad), "f"));
        Assert.Contains(told, wrong.Message);
        Assert.StartsWith("f:", wrong.Message);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        ProviderYaml made = ProviderYaml.Create("mine", 2, 32, "0.33", "100 days");
        ProviderYaml read = ProviderYaml.Read(made.ToYaml(), "f");

        Assert.Equal(["nox-0", "nox-1"], read.ComputePeers.Keys);
        Assert.Equal(32, read.ComputePeers["nox-1"].ComputeUnits);
        Assert.Equal(["nox-0", "nox-1"], read.Offers["offer"].ComputePeers.AsEnumerable());
        Assert.Equal(made.ToYaml(), read.ToYaml());
    }

    [Fact]
    public void Secrets_and_artifacts_are_written_and_read_again()
    {
        ProviderSecretsYaml secrets = new(ProviderSecretsYaml.Empty.Peers.Add("nox-0", new PeerSecrets("a+/=", "0x01")));
        Assert.Equal(secrets.Peers, ProviderSecretsYaml.Read(secrets.ToYaml(), "f").Peers);
        Assert.DoesNotContain("0x01", secrets.Peers["nox-0"].ToString());

        ProviderArtifactsYaml artifacts = ProviderArtifactsYaml.Empty.With("local", "offer", "0x02").With("local", "other", "0x03");
        ProviderArtifactsYaml read = ProviderArtifactsYaml.Read(artifacts.ToYaml(), "f");
        Assert.Equal("0x02", read.Of("local")["offer"]);
        Assert.Equal(2, read.Of("local").Count);
        Assert.Empty(read.Of("kras"));
    }

    [Theory]
    [InlineData("100 days", 8_640_000)]
    [InlineData("1 months 1 days", 2_716_200)]
    [InlineData("150 sec", 150)]
    [InlineData("1h 30m", 5400)]
    [InlineData("0.5 h", 1800)]
    [InlineData("1 y", 31_557_600)]
    public void Durations_are_read_as_people_write_them(string text, long seconds) => Assert.Equal(seconds, HumanDuration.Seconds(text));

    [Theory]
    [InlineData("")]
    [InlineData("100")]
    [InlineData("days")]
    [InlineData("1 fortnight")]
    [InlineData("-1 day")]
    [InlineData("99999999999999999999999 years")]
    public void What_is_no_duration_is_none(string text) => Assert.Null(HumanDuration.Seconds(text));
}

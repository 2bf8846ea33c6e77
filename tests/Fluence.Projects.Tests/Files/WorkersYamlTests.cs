using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Files;

public sealed class WorkersYamlTests
{
    private static readonly DealEntry Deal = new("bafk", "2026-07-06T23:59:59.000Z", "0xAbC1", 31337, true);

    private static readonly HostEntry Host = new(
        "bafk", [new("h1", "s1", "w1"), new("h2", "s2", "123")], "relay", "2026-07-06", "dummy: 1");

    [Fact]
    public void What_is_written_is_read_again()
    {
        WorkersYaml written = WorkersYaml.Empty.WithDeal("local", "mine", Deal).WithDeal("dar", "true", Deal with { Matched = null })
            .WithHost("local", "direct", Host);
        WorkersYaml read = WorkersYaml.Read(written.ToYaml(), "f");
        Assert.Equal(Deal, read.Deal("local", "mine"));
        Assert.Equal(Deal with { Matched = null }, read.Deal("dar", "true"));
        HostEntry host = read.Host("local", "direct")!;
        Assert.Equal(Host with { InstallationSpells = [] }, host with { InstallationSpells = [] });
        Assert.Equal<InstallationSpell>(Host.InstallationSpells, host.InstallationSpells);
        Assert.Equal(written.ToYaml(), read.ToYaml());
    }

    [Fact]
    public void It_is_written_in_the_form_of_the_original() => Assert.Equal(
        """
        # yaml-language-server: $schema=schemas/workers.json

        version: 1
        deals:
          local:
            mine:
              definition: bafk
              timestamp: "2026-07-06T23:59:59.000Z"
              dealIdOriginal: "0xAbC1"
              dealId: abc1
              chainNetworkId: 31337
              matched: true
        hosts:
          local:
            direct:
              definition: bafk
              installation_spells:
                - host_id: h1
                  spell_id: s1
                  worker_id: w1
                - host_id: h2
                  spell_id: s2
                  worker_id: "123"
              relayId: relay
              timestamp: "2026-07-06"
              dummyDealId: "dummy: 1"

        """.ReplaceLineEndings("\n"),
        WorkersYaml.Empty.WithDeal("local", "mine", Deal).WithHost("local", "direct", Host).ToYaml());

    [Fact]
    public void Nothing_is_left_of_what_is_removed() =>
        Assert.Empty(WorkersYaml.Empty.WithDeal("local", "mine", Deal).WithDeal("local", "mine", null).Deals);

    [Fact]
    public void The_newer_version_is_written_only_for_newer_networks() =>
        Assert.Contains("version: 2\n", WorkersYaml.Empty.WithDeal("testnet", "mine", Deal).ToYaml(), StringComparison.Ordinal);
}

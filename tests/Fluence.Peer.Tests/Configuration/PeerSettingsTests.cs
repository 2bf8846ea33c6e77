using Fluence.Crypto;
using Fluence.Peer.Configuration;

namespace Fluence.Peer.Tests.Configuration;

public sealed class PeerSettingsTests
{
    private static readonly string Id = KeyPair.FromSeed(new byte[32]).PeerId.ToString();

    // a value for each setting that is not its default
    private static readonly Dictionary<string, string> Values = new()
    {
        ["base_dir"] = "/some/where 'quoted' # and : so",
        ["secret_key_file"] = "key",
        ["listen_ip"] = "::1",
        ["tcp_port"] = "0",
        ["websocket_port"] = "none",
        ["http_port"] = "65535",
        ["external_address"] = "10.1.2.3",
        ["external_multiaddresses"] = "/dns4/example.org/tcp/1/wss,/ip4/1.2.3.4/tcp/5",
        ["bootstrap_nodes"] = $"/ip4/1.2.3.4/tcp/5/p2p/{Id},/ip4/1.2.3.4/tcp/6/ws/p2p/{Id}",
        ["network"] = "stage",
        ["allow_local_addresses"] = "true",
        ["bootstrap_frequency"] = "1",
        ["management_peer_id"] = Id,
        ["max_connections"] = "7",
        ["max_connections_per_peer"] = "8",
        ["connection_idle_timeout"] = "9",
        ["aquavm_pool_size"] = "10",
        ["max_particle_size"] = "2000",
        ["max_live_particles"] = "11",
        ["max_stored_data"] = "9223372036854775807",
        ["particle_mailbox_length"] = "12",
        ["max_particle_ttl"] = "13",
        ["air_size_limit"] = "18446744073709551615",
        ["particle_size_limit"] = "0",
        ["call_result_size_limit"] = "14",
        ["hard_limit_enabled"] = "true",
        ["chain_http_endpoint"] = "https://rpc.example.org/key",
        ["chain_ws_endpoint"] = "wss://rpc.example.org/key",
        ["chain_network_id"] = "31337",
        ["chain_core_contract_address"] = "0x5FbDB2315678afecb367f032d93F642f64180aa3",
        ["chain_market_contract_address"] = "0x5FbDB2315678afecb367f032d93F642f64180aa3",
        ["chain_cc_contract_address"] = "0x5FbDB2315678afecb367f032d93F642f64180aa3",
        ["chain_wallet_key"] = "wallet.key",
        ["chain_confirmations"] = "26",
        ["deal_sync_start_block"] = "27",
        ["chain_poll_period"] = "28",
        ["transaction_timeout"] = "29",
        ["decider_period_sec"] = "30",
        ["drained_deal_grace"] = "31",
        ["worker_ipfs_multiaddr"] = "/ip4/127.0.0.1/tcp/5001",
        ["proof_poll_period"] = "32",
        ["join_published_deals"] = "true",
        ["min_price_per_worker_epoch"] = "33000000000000000000000",
        ["accepted_effectors"] = "bafkreids22lgia5bqs63uigw4mqwhsoxvtnkpfqxqy5uwyyerrldsr32ce",
        ["max_units_in_deals"] = "34",
        ["denied_deals"] = "0x5fbdb2315678afecb367f032d93f642f64180aa3,bafkreids22lgia5bqs63uigw4mqwhsoxvtnkpfqxqy5uwyyerrldsr32ce",
        ["join_attempts"] = "35",
        ["unit_memory_limit"] = "65536",
        ["unit_storage_limit"] = "0",
        ["system_cpu_count"] = "0",
        ["cpus_range"] = "0-2,5",
        ["units_share_cores"] = "false",
        ["particle_recording_dir"] = "recordings of particles",
        ["particle_recording_limit"] = "15",
        ["services_pool_size"] = "16",
        ["services_pool_share"] = "17",
        ["service_queue_length"] = "18",
        ["service_call_timeout"] = "19",
        ["service_call_fuel"] = "9223372036854775807",
        ["service_memory_limit"] = "65536",
        ["service_result_limit"] = "1024",
        ["service_storage_limit"] = "0",
        ["max_services"] = "0",
        ["max_journeys"] = "0",
        ["max_modules"] = "20",
        ["max_module_size"] = "21",
        ["max_vault_size"] = "0",
        ["max_spell_particle_ttl"] = "22",
        ["max_spell_storage"] = "65536",
        ["max_open_spells"] = "23",
        ["max_workers"] = "24",
        ["worker_spell_period"] = "25",
        ["services_envs"] = "A=1,B=x=y",
        ["effectors"] = "bafkreids22lgia5bqs63uigw4mqwhsoxvtnkpfqxqy5uwyyerrldsr32ce:a=/bin/a,"
            + "bafkreids22lgia5bqs63uigw4mqwhsoxvtnkpfqxqy5uwyyerrldsr32ce:b=/bin/b",
        ["binaries"] = "curl=/usr/bin/curl",
        ["ipfs_port"] = "0",
        ["ipfs_listen_ip"] = "0.0.0.0",
        ["ipfs_api"] = "/dns4/ipfs.example/tcp/5001",
        ["ipfs_storage_limit"] = "26",
        ["ipfs_max_file_size"] = "27",
        ["ipfs_fetch_timeout"] = "28",
        ["tracing_type"] = "otlp",
        ["tracing_endpoint"] = "https://collector.example:4318/v1/traces",
        ["tracing_sample_ratio"] = "0.25",
        ["log_level"] = "trace",
        ["log_format"] = "json",
    };

    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void The_values_here_are_of_all_settings_and_none_is_a_default()
    {
        Assert.Equal(PeerSettings.All.Select(setting => setting.Key).Order(), Values.Keys.Order());
        Assert.All(PeerSettings.All, setting => Assert.NotEqual(setting.Print(new PeerConfig()), Values[setting.Key]));
    }

    [Fact]
    public void Every_setting_is_read_from_flags() => AssertHolds(ConfigReader.Read(null, None, Values));

    [Fact]
    public void Every_setting_is_read_from_the_environment() => AssertHolds(
        ConfigReader.Read(null, Values.ToDictionary(value => "FLUENCE_" + value.Key.ToUpperInvariant(), value => value.Value), None));

    [Fact]
    public void A_printed_configuration_is_read_back_whole()
    {
        string printed = ConfigReader.Print(ConfigReader.Read(null, None, Values));
        PeerConfig read = ReadText(printed);
        AssertHolds(read);
        Assert.Equal(printed, ConfigReader.Print(read));
    }

    [Fact]
    public void The_defaults_are_read_back_too() =>
        Assert.Equal(ConfigReader.Print(new PeerConfig()), ConfigReader.Print(ReadText(ConfigReader.Print(new PeerConfig()))));

    [Fact]
    public void A_setting_changes_nothing_else() => Assert.All(PeerSettings.All, setting =>
    {
        PeerConfig changed = setting.Apply(new PeerConfig(), Values[setting.Key])!;
        Assert.All(
            PeerSettings.All.Where(other => other != setting),
            other => Assert.Equal(other.Print(new PeerConfig()), other.Print(changed)));
    });

    [Theory]
    [InlineData("tcp_port", "65536")]
    [InlineData("tcp_port", "-1")]
    [InlineData("tcp_port", "")]
    [InlineData("listen_ip", "localhost")]
    [InlineData("external_address", "example.org")]
    [InlineData("bootstrap_nodes", "/ip4/1.2.3.4/tcp/5")]
    [InlineData("bootstrap_nodes", "1.2.3.4:5")]
    [InlineData("external_multiaddresses", "/ip4/1.2.3.4/tcp/99999")]
    [InlineData("management_peer_id", "12D3KooW")]
    [InlineData("max_connections", "0")]
    [InlineData("max_connections", "2147483648")]
    [InlineData("max_particle_size", "1023")]
    [InlineData("air_size_limit", "-1")]
    [InlineData("hard_limit_enabled", "yes")]
    [InlineData("network", "")]
    [InlineData("network", "dar/1.0.0")]
    [InlineData("allow_local_addresses", "yes")]
    [InlineData("bootstrap_frequency", "0")]
    [InlineData("log_level", "loud")]
    [InlineData("log_format", "xml")]
    [InlineData("base_dir", "")]
    public void A_value_that_is_none_is_refused(string key, string value)
    {
        ConfigException refused = Assert.Throws<ConfigException>(
            () => ConfigReader.Read(null, None, new Dictionary<string, string> { [key] = value }));
        PeerSetting setting = PeerSettings.Find(key)!;
        Assert.Equal($"flag {setting.Flag}: {key} is '{value}', expected {setting.Expected} ({setting.Help})", refused.Message);
    }

    private static void AssertHolds(PeerConfig config) =>
        Assert.All(PeerSettings.All, setting => Assert.Equal(Values[setting.Key], setting.Print(config)));

    private static PeerConfig ReadText(string yaml)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, yaml);
            return ConfigReader.Read(file, None, None);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

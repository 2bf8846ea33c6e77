using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Crypto;
using Fluence.Primitives.Json;

using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests;

/// <summary>The builtins that look at the peer and its network.</summary>
public sealed class PeerBuiltinTests
{
    private static readonly PeerId Friend = KeyPair.FromSeed(Enumerable.Repeat((byte)9, 32).ToArray()).PeerId;

    private readonly BuiltinHarness _peer = new();

    [Fact]
    public void Time_is_the_clocks()
    {
        _peer.Succeeds("peer.timestamp_ms", "[]", "1700000000123");
        _peer.Succeeds("peer.timestamp_sec", "[]", "1700000000");
    }

    [Fact]
    public void Identify_tells_addresses_and_versions()
    {
        JsonObject info = (JsonObject)JsonValue.Parse(_peer.Call("peer.identify", "[]").Result);
        Assert.Equal(["air_version", "allowed_binaries", "external_addresses", "node_version", "spell_version", "vm_info"], info.Names);
        Assert.True(info.TryGetValue("external_addresses", out JsonValue? addresses));
        Assert.Equal("[\"/ip4/127.0.0.1/tcp/7771\"]", addresses.ToString());
    }

    [Fact]
    public void Contacts_are_known_or_not()
    {
        _peer.Succeeds("peer.is_connected", $"[\"{Friend}\"]", "false");
        _peer.Succeeds("peer.get_contact", $"[\"{Friend}\"]", "\"\"");
        _peer.Contacts[Friend] = ["/ip4/1.2.3.4/tcp/5"];
        _peer.Succeeds("peer.is_connected", $"[\"{Friend}\"]", "true");
        _peer.Succeeds("peer.get_contact", $"[\"{Friend}\"]", $"{{\"addresses\":[\"/ip4/1.2.3.4/tcp/5\"],\"peer_id\":\"{Friend}\"}}");
    }

    [Fact]
    public void Only_owners_may_have_the_peer_connect()
    {
        string arguments = $"[\"{Friend}\", [\"/ip4/1.2.3.4/tcp/5\"]]";
        _peer.Fails("peer.connect", arguments, "This function is only available to the host or worker spells");
        Assert.Empty(_peer.Dialled);

        Assert.Equal("true", _peer.Call("peer.connect", arguments, BuiltinHarness.Host).Result);
        Assert.Equal("true", _peer.Call("peer.connect", arguments, BuiltinHarness.Manager).Result);
        Assert.Equal(2, _peer.Dialled.Count);
    }

    [Fact]
    public void A_text_that_is_no_peer_id_is_explained() => _peer.Fails("peer.is_connected", "[\"me!\"]",
        "Error: base-58 decode error: provided string contained invalid character '!' at byte 2\n"
        + "B58(InvalidCharacter { character: '!', index: 2 })");

    [Theory]
    [InlineData("[100, \"late\"]", "\"late\"")]
    [InlineData("[\"100\", [\"late\"]]", "\"late\"")]
    [InlineData("[100]", "\"\"")]
    public async Task Timeout_answers_its_message_when_the_time_has_come(string arguments, string expected)
    {
        Task<CallResult> call = _peer.Start("peer.timeout", arguments);
        Assert.False(call.IsCompleted);
        _peer.Clock.Advance(TimeSpan.FromMilliseconds(100));
        CallResult result = await call;
        Assert.Equal((0, expected), (result.RetCode, result.Result));
    }

    [Fact]
    public async Task Timeout_does_not_outlive_the_particle()
    {
        Task<CallResult> call = _peer.Start("peer.timeout", "[18446744073709551615]");
        Assert.False(call.IsCompleted);
        _peer.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, (await call).RetCode);
    }

    [Fact]
    public void A_timeout_that_is_no_number_is_explained() => _peer.Fails("peer.timeout", "[\"soon\"]",
        "Error: Error while deserializing field duration_ms\n"
        + "Error { field_name: \"duration_ms\", err: ParseIntError { kind: InvalidDigit } }");

    [Fact]
    public void Neighbourhoods_are_sorted_by_distance_and_cut()
    {
        PeerId[] peers = [.. Enumerable.Range(10, 5).Select(i => KeyPair.FromSeed(Enumerable.Repeat((byte)i, 32).ToArray()).PeerId)];
        foreach (PeerId peer in peers)
        {
            _peer.Contacts[peer] = [$"/ip4/10.0.0.{peer.Bytes.Span[^1]}/tcp/1"];
        }

        JsonArray all = (JsonArray)JsonValue.Parse(_peer.Call("kad.neighborhood", $"[\"{Friend}\"]").Result);
        JsonArray two = (JsonArray)JsonValue.Parse(_peer.Call("kad.neighborhood", $"[\"{Friend}\", false, 2]").Result);
        Assert.Equal(peers.Length, all.Count);
        Assert.Equal(all.Items.Take(2), two.Items);
        Assert.Equal(peers.Select(peer => peer.ToString()).Order(), all.Items.Select(item => ((JsonString)item).Value).Order());

        // a peer is nearest to its own id when that is taken as the hash it is
        Assert.Equal($"[\"{peers[3]}\"]", _peer.Call("kad.neighborhood", $"[\"{peers[3]}\", [true], [1]]").Result);
        Assert.Contains($"\"peer_id\":\"{peers[3]}\"",
            _peer.Call("kad.neigh_with_addrs", $"[\"{peers[3]}\", true, 1]").Result, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_keeps_each_key_once_nearest_first()
    {
        string[] ids = [BuiltinHarness.Host.ToString(), BuiltinHarness.Stranger.ToString(), Friend.ToString()];
        string result = _peer.Call("kad.merge",
            $"[\"{Friend}\", [\"{ids[0]}\", \"{ids[2]}\"], [\"{ids[2]}\", \"{ids[1]}\"]]").Result;
        JsonArray merged = (JsonArray)JsonValue.Parse(result);
        Assert.Equal(ids.Order(), merged.Items.Select(item => ((JsonString)item).Value).Order());
        Assert.Equal(Friend.ToString(), ((JsonString)merged[0]).Value);
    }

    [Fact]
    public void Signing_is_for_owners_and_for_records_of_the_own_registry()
    {
        SecurityTetraplet record = new(BuiltinHarness.Host.ToString(), "registry", "get_record_bytes", "");
        Assert.Equal(1, _peer.Call("sig.sign", "[[1, 2]]", BuiltinHarness.Stranger, record).RetCode);
        Assert.Contains("was from 'op.identity'",
            _peer.Call("sig.sign", "[[1, 2]]", BuiltinHarness.Host, record with { ServiceId = "op", FunctionName = "identity" }).Result,
            StringComparison.Ordinal);
        Assert.Contains("lens for data tetraplet is expected to be empty",
            _peer.Call("sig.sign", "[[1, 2]]", BuiltinHarness.Host, record with { Lens = ".$.a" }).Result, StringComparison.Ordinal);

        JsonObject signed = (JsonObject)JsonValue.Parse(_peer.Call("sig.sign", "[[1, 2]]", BuiltinHarness.Host, record).Result);
        Assert.True(signed.TryGetValue("signature", out JsonValue? signature));
        string bytes = ((JsonArray)signature)[0].ToString();
        Assert.Equal("true", _peer.Call("sig.verify", $"[{bytes}, [1, 2]]").Result);
        Assert.Equal("false", _peer.Call("sig.verify", $"[{bytes}, [1, 3]]").Result);
        _peer.Succeeds("sig.get_peer_id", "[]", $"\"{BuiltinHarness.Host}\"");
    }

    [Fact]
    public void The_console_is_for_owners()
    {
        _peer.Fails("run-console.print", "[\"x\"]", "This function is only available to the host or worker spells");
        Assert.Equal("\"\"", _peer.Call("run-console.print", "[\"x\"]", BuiltinHarness.Host).Result);
    }
}

using Fluence.Client.Services;
using Fluence.Primitives.Json;

namespace Fluence.Client.Tests.Network;

/// <summary>Scripts that go over several peers, one after another and at once.</summary>
public sealed class TopologyTests
{
    [Fact]
    public async Task A_script_goes_over_all_peers_and_comes_back()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(4);
        FluenceClient client = await network.ConnectAsync(0);
        JsonValue result = await network.RunAsync(client, """
            (seq (fold peers p (seq (call p ("peer" "identify") [] $all) (next p)))
             (seq (call relay ("op" "noop") [])
              (seq (canon %init_peer_id% $all #all) (ap #all result))))
            """);
        Assert.Equal(4, ((JsonArray)result).Items.Length);
    }

    [Fact]
    public async Task Two_clients_of_two_relays_talk_through_both()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(2);
        FluenceClient first = await network.ConnectAsync(0), second = await network.ConnectAsync(1);
        using IDisposable service = second.RegisterService("there", new Dictionary<string, ServiceFunction>
        {
            ["greet"] = (call, _) => ValueTask.FromResult<JsonValue?>(new JsonString($"hi, {((JsonString)call.Arguments[0]).Value}")),
        });
        JsonValue result = await network.RunAsync(first, """
            (seq (call relay ("op" "noop") [])
             (seq (call far_relay ("op" "noop") [])
              (seq (call far ("there" "greet") ["Ada"] result)
               (seq (call far_relay ("op" "noop") [])
                (call relay ("op" "noop") [])))))
            """,
            ("far_relay", new JsonString(second.RelayPeerId.ToString())), ("far", new JsonString(second.PeerId.ToString())));
        Assert.Equal("\"hi, Ada\"", result.ToString());
    }

    [Fact]
    public async Task What_peers_do_at_once_is_joined_on_another()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(3);
        FluenceClient client = await network.ConnectAsync(0);
        JsonValue result = await network.RunAsync(client, """
            (seq (call relay ("op" "noop") [])
             (seq
              (par (call peers.$.[1]! ("op" "identity") ["one"] a) (call peers.$.[2]! ("op" "identity") ["two"] b))
              (seq (call relay ("op" "concat_strings") [a b] result) (null))))
            """);
        Assert.Equal("\"onetwo\"", result.ToString());
    }

    [Fact]
    public async Task A_peer_that_is_not_there_fails_nothing_that_runs_beside()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(2);
        FluenceClient client = await network.ConnectAsync(0);
        JsonValue result = await network.RunAsync(client, """
            (seq (call relay ("op" "noop") [])
             (par
              (call nobody ("op" "identity") [1] x)
              (seq (call peers.$.[1]! ("op" "identity") ["here"] result) (call relay ("op" "noop") []))))
            """,
            ("nobody", new JsonString(Crypto.KeyPair.Generate().PeerId.ToString())));
        Assert.Equal("\"here\"", result.ToString());
    }

    [Fact]
    public async Task Loops_in_loops_over_peers_visit_every_pair()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(3);
        FluenceClient client = await network.ConnectAsync(0);
        JsonArray result = (JsonArray)await network.RunAsync(client, """
            (new $pairs
             (seq
              (fold peers p
               (seq
                (fold peers q
                 (seq
                  (seq (call p ("op" "noop") []) (call q ("op" "concat_strings") [p "-" q] $pairs))
                  (next q)))
                (next p)))
              (seq (call relay ("op" "noop") [])
               (seq (canon %init_peer_id% $pairs #pairs) (ap #pairs result)))))
            """);
        string[] ids = [.. network.Nodes.Select(node => node.PeerId.ToString())];
        Assert.Equal(
            ids.SelectMany(p => ids.Select(q => $"{p}-{q}")), result.Items.Select(pair => ((JsonString)pair).Value));
    }

    [Fact]
    public async Task Loops_that_run_at_once_fill_one_stream()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(4);
        FluenceClient client = await network.ConnectAsync(0);
        JsonArray result = (JsonArray)await network.RunAsync(client, """
            (new $ids
             (seq
              (seq (call relay ("op" "noop") [])
               (par
                (fold peers p (par (call p ("op" "identity") [p] $ids) (next p)))
                (null)))
              (seq
               (fold $ids i
                (seq (seq (canon relay $ids #so_far) (ap #so_far.length n))
                 (xor (match n 4 (null)) (next i)))
                (never))
               (seq (canon relay $ids #ids) (ap #ids result)))))
            """);
        Assert.Equal(
            network.Nodes.Select(node => node.PeerId.ToString()).Order(), result.Items.Select(id => ((JsonString)id).Value).Order());
    }

    [Fact]
    public async Task A_network_is_explored_peer_by_peer()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(3);
        JsonString[] services = [await network.CreateServiceAsync(0, "types"), await network.CreateServiceAsync(2, "types")];
        FluenceClient client = await network.ConnectAsync(1);
        JsonArray result = (JsonArray)await network.RunAsync(client, """
            (new $found
             (seq
              (seq (call relay ("op" "noop") [])
               (fold peers p
                (seq
                 (seq (call p ("srv" "list") [] services)
                  (seq (call p ("dist" "list_blueprints") [] blueprints)
                   (call p ("op" "array") [p services blueprints] $found)))
                 (next p))))
              (seq (call relay ("op" "noop") [])
               (seq (canon %init_peer_id% $found #found) (ap #found result)))))
            """);
        JsonArray[] peers = [.. result.Items.Cast<JsonArray>()];
        Assert.Equal(network.Ids.Items.Select(id => id.ToString()), peers.Select(peer => peer.Items[0].ToString()));
        Assert.Contains(services[0].Value, peers[0].Items[1].ToString(), StringComparison.Ordinal);
        Assert.Equal("[]", peers[1].Items[1].ToString());
        Assert.Contains(services[1].Value, peers[2].Items[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(peers[0].Items[2].ToString(), peers[2].Items[2].ToString());
    }

    [Fact]
    public async Task A_service_learns_who_calls_and_where()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(2);
        JsonString id = await network.CreateServiceAsync(1, "who_v2");
        FluenceClient client = await network.ConnectAsync(0);
        string who = (await network.RunAsync(client, """
            (seq (call relay ("op" "noop") [])
             (seq (call peers.$.[1]! (id "who") [] result)
              (call relay ("op" "noop") [])))
            """,
            ("id", id))).ToString()!;
        Assert.Contains($"\"host_id\":\"{network.Nodes[1].PeerId}\"", who, StringComparison.Ordinal);
        Assert.Contains($"\"init_peer_id\":\"{client.PeerId}\"", who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_learns_which_call_on_which_peer_an_argument_comes_from()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(2);
        FluenceClient client = await network.ConnectAsync(0);
        List<string> origins = [];
        using IDisposable service = client.RegisterService("here", new Dictionary<string, ServiceFunction>
        {
            ["look"] = (call, _) =>
            {
                origins.AddRange(call.Tetraplets.Select(argument => string.Join(
                    ';', argument.Select(origin => $"{origin.PeerPk} {origin.ServiceId}.{origin.FunctionName} {origin.Lens}"))));
                return ValueTask.FromResult<JsonValue?>(new JsonString("seen"));
            },
        });
        await network.RunAsync(client, """
            (seq (call relay ("op" "noop") [])
             (seq (call peers.$.[1]! ("op" "array") ["a" "b"] pair)
              (seq (call relay ("op" "noop") [])
               (call %init_peer_id% ("here" "look") [pair pair.$.[1] "literal"] result))))
            """);
        string far = network.Nodes[1].PeerId.ToString();
        Assert.Equal([$"{far} op.array ", $"{far} op.array .$.[1]", $"{client.PeerId} . "], origins);
    }
}

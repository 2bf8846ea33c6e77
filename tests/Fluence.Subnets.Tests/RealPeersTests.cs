using System.Text.RegularExpressions;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles.Protocol;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;
using Fluence.TestKit;

namespace Fluence.Subnets.Tests;

/// <summary>Seven replicas on loopback: five peers, one that is gone, and one that takes particles and does nothing.</summary>
public sealed partial class RealPeersTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _hosts = [];
    private LoopbackPeers _peers = null!;
    private PeerId _hanging = null!;

    public async Task InitializeAsync()
    {
        _peers = await LoopbackPeers.StartAsync(6);
        Libp2pHost hanging = new(KeyPair.Generate());
        _hosts.Add(hanging);
        hanging.Handle(ParticleProtocol.Name, static (_, _) => Task.CompletedTask);
        await hanging.DialAsync(_peers.Nodes[0].Addresses[0]).Soon();
        _hanging = hanging.PeerId;
        await _peers.StopAsync(5);
    }

    public async Task DisposeAsync()
    {
        await _peers.DisposeAsync();
        await _hosts[0].DisposeAsync();
    }

    [Fact]
    public async Task A_quorum_of_five_answers()
    {
        JsonValue answer = await RunAsync("encode_quorum", 20_000, ("need", Json.Number(5)));
        Assert.True(answer.Get("ok").IsTrue());
        Assert.Equal("8wr", answer.Get("value").AsText());
    }

    [Fact]
    public async Task There_is_no_quorum_of_six()
    {
        JsonValue answer = await RunAsync("encode_quorum", 1_000, ("need", Json.Number(6)));
        Assert.False(answer.Get("ok").IsTrue());
        Assert.Equal(5, answer.Get("answers").Items().Count);
    }

    [Fact]
    public async Task A_call_in_turn_goes_past_the_one_that_is_gone_and_the_one_that_hangs()
    {
        JsonValue reply = await RunAsync("encode_in_turn", 500);
        Assert.True(reply.Get("ok").IsTrue());
        Assert.Equal(_peers.Nodes[0].PeerId.ToString(), reply.Get("replica").AsText());
    }

    [Fact]
    public async Task A_peer_has_all_functions_that_are_declared()
    {
        string[] files = ["aqua-lib/builtin.aqua", "aqua-lib/math.aqua", "aqua-lib/workers.aqua", "spell/api.aqua"];
        List<string> missing = [];
        foreach (string file in files)
        {
            string source = await File.ReadAllTextAsync(Path.Combine(AquaScripts.Library, "@fluencelabs", file));
            foreach (Match service in Service().Matches(source))
            {
                foreach (Match function in Function().Matches(service.Groups[2].Value))
                {
                    string problem = await ProblemOfAsync(service.Groups[1].Value, function.Groups[1].Value);
                    if (problem.Contains("not found (function", StringComparison.Ordinal))
                    {
                        missing.Add($"{service.Groups[1].Value}.{function.Groups[1].Value}");
                    }
                }
            }
        }

        Assert.Empty(missing);
        Assert.Contains("not found (function", await ProblemOfAsync("op", "nonsense"), StringComparison.Ordinal);
    }

    /// <summary>What a peer says to a call without arguments; empty if it is content.</summary>
    private async Task<string> ProblemOfAsync(string service, string function)
    {
        string script = $"""
            (seq (call %init_peer_id% ("getDataSrv" "-relay-") [] relay)
             (xor
              (seq (call relay ("{service}" "{function}") [] result)
               (call %init_peer_id% ("callbackSrv" "response") [""]))
              (call %init_peer_id% ("callbackSrv" "response") [:error:.$.message])))
            """;
        return (await _peers.RunAsync(script)).AsText();
    }

    /// <summary>Runs a function of <c>calls.aqua</c>; those that do not answer come first.</summary>
    private Task<JsonValue> RunAsync(string function, int timeout, params (string Name, JsonValue Value)[] arguments) => _peers.RunAsync(
        "calls.aqua",
        function,
        [
            ("replicas", LoopbackPeers.Replicas([_peers.Nodes[5].PeerId, _hanging, .. _peers.Nodes.Take(5).Select(static node => node.PeerId)])),
            ("timeout_ms", Json.Number(timeout)), ("text", Json.Text("hi")), .. arguments,
        ]);

    [GeneratedRegex("""^service \w+\("([^"]+)"\):\n((?:  .*\n)+)""", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^  (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Function();
}

using System.Collections.Immutable;
using System.Threading.Channels;
using Fluence.Client;
using Fluence.Client.Services;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Spells;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Spells;

/// <summary>
/// Two connected peers with one clock, and a client of the first that manages it. Scripts tell it things by <c>("told" "it")</c>. The clock
/// may be moved by few seconds altogether, for connections have time limits.
/// </summary>
internal sealed class SpellNetwork : IAsyncDisposable
{
    private static readonly KeyPair _manager = KeyPair.FromSeed(Enumerable.Repeat((byte)9, 32).ToArray());

    private readonly Channel<ImmutableArray<JsonValue>> _told = Channel.CreateUnbounded<ImmutableArray<JsonValue>>();

    private SpellNetwork(TestPeer near, TestPeer far)
    {
        Near = near;
        Far = far;
    }

    /// <summary>The peer with spells and workers.</summary>
    public TestPeer Near { get; }

    /// <summary>A peer that knows nothing of them.</summary>
    public TestPeer Far { get; }

    public FluenceClient Manager { get; private set; } = null!;

    public PeerId NearId => Near.Node.PeerId;

    public uint Seconds => (uint)Near.Clock.GetUtcNow().ToUnixTimeSeconds();

    public static async Task<SpellNetwork> StartAsync()
    {
        ManualTimeProvider clock = new();
        TestPeer far = await TestPeer.StartAsync(clock: clock);
        TestPeer near = await TestPeer.StartAsync(
            config => config with { BootstrapNodes = [far.Address], ManagementPeerId = _manager.PeerId }, clock);
        SpellNetwork network = new(near, far);
        await network.ConnectAsync();
        return network;
    }

    /// <summary>Stops the first peer and starts it again; the client connects again.</summary>
    public async Task RestartAsync()
    {
        await Manager.DisposeAsync();
        await Near.RestartAsync();
        await ConnectAsync();
    }

    /// <summary>The next thing that a script has told.</summary>
    public async Task<ImmutableArray<JsonValue>> ToldAsync() => await _told.Reader.ReadAsync().Soon();

    /// <summary>Runs a script of the manager; what it calls is on <c>relay</c>, and its result is <c>result</c>.</summary>
    public Task<JsonValue> RunAsync(string body, params (string Name, JsonValue Value)[] arguments) => RunAsync(Manager, body, arguments);

    public static async Task<JsonValue> RunAsync(FluenceClient client, string body, params (string Name, JsonValue Value)[] arguments)
    {
        string loads = string.Concat(arguments.Select(argument =>
            $"(seq (call %init_peer_id% (\"getDataSrv\" \"{argument.Name}\") [] {argument.Name}) "));
        string script = $"""
            (xor
             (seq (call %init_peer_id% ("getDataSrv" "-relay-") [] relay)
              {loads}
               (seq {body} (seq (call relay ("op" "noop") []) (call %init_peer_id% ("callbackSrv" "response") [result])))
              {new string(')', arguments.Length)})
             (seq (call relay ("op" "noop") []) (call %init_peer_id% ("errorHandlingSrv" "error") [%last_error% 0])))
            """;
        ScriptCall call = new(script) { Arguments = arguments.ToImmutableDictionary(argument => argument.Name, argument => argument.Value) };
        return (await client.RunAsync(call).Soon()).Values[0];
    }

    public async Task<string> CreateWorkerAsync(string deal) => ((JsonString)await RunAsync(
        $"""(call relay ("worker" "create") ["{deal}" []] result)""")).Value;

    /// <summary>Installs a spell on the peer itself, or on a worker of it.</summary>
    public async Task<string> InstallAsync(string script, TriggerConfig config, string? worker = null, string? alias = null) =>
        ((JsonString)await RunAsync(
            """(seq (call relay ("op" "noop") []) (call on ("spell" "install") [script data config alias] result))""",
            ("on", new JsonString(worker ?? NearId.ToString())), ("script", new JsonString(script)), ("data", JsonObject.Empty),
            ("config", config.ToJson()), ("alias", alias is null ? JsonArray.Empty : new JsonString(alias)))).Value;

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        await Near.DisposeAsync();
        await Far.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        await Eventually.True(() => Near.Node.HasConnection(Far.Node.PeerId), "the peers are connected");
        Manager = await FluenceClient.ConnectAsync(Near.Address, _manager, time: Near.Clock);
        Manager.RegisterService("told", new Dictionary<string, ServiceFunction> { ["it"] = Tell });
        await Eventually.True(() => Near.Node.HasConnection(Manager.PeerId), "the client is connected");
    }

    private ValueTask<JsonValue?> Tell(ServiceCall call, CancellationToken cancellation)
    {
        _told.Writer.TryWrite([.. call.Arguments]);
        return ValueTask.FromResult<JsonValue?>(new JsonString(""));
    }
}

using System.Collections.Immutable;
using System.Text;
using Fluence.Crypto;
using Fluence.Ipfs;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p;
using Fluence.Primitives.Json;
using Fluence.Services.Builtins;
using Fluence.Services.Deals;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Services.Tests.Deals;

/// <summary>A peer that serves deals of a chain in memory: its spells are really executed, nothing else moves by itself.</summary>
internal sealed class DealHarness : IAsyncDisposable
{
    private readonly Libp2pHost _network;
    private readonly IpfsAccess _ipfs;

    private DealHarness(HostedPeer peer, FakeChain chain, LocalParticles particles, ManualTimeProvider clock, Libp2pHost network, IpfsAccess ipfs)
    {
        Peer = peer;
        Chain = chain;
        Particles = particles;
        Clock = clock;
        _network = network;
        _ipfs = ipfs;
    }

    public HostedPeer Peer { get; }

    public FakeChain Chain { get; }

    public LocalParticles Particles { get; }

    public ManualTimeProvider Clock { get; }

    public static async Task<DealHarness> OpenAsync(
        FakeChain chain, string? folder = null, DealOptions? options = null, TimeSpan later = default, HostingOptions? hosting = null)
    {
        ManualTimeProvider clock = new();
        clock.Advance(later);
        chain.Time = clock;
        LocalParticles particles = new(clock);
        Libp2pHost network = new(KeyPair.Generate());
        IpfsAccess? ipfs = null;
        HostedPeer peer = HostedPeer.Open(
            folder ?? TestFolder.New(), BuiltinHarness.HostKey, new PeerScopes(BuiltinHarness.HostKey, BuiltinHarness.Manager),
            new PeerDescription(() => []), new BuiltinHarness(), hosting ?? new HostingOptions(), NullLoggerFactory.Instance, clock,
            path => ipfs = new IpfsAccess(new IpfsNode(path, new IpfsOptions()), network), options ?? new DealOptions(), _ => chain);
        await peer.RestoreAsync(particles, CancellationToken.None);
        return new DealHarness(peer, chain, particles, clock, network, ipfs!);
    }

    /// <summary>Begins to watch the chain, and does all that is to be done.</summary>
    public async Task StartAsync()
    {
        Peer.StartSpells();
        await Particles.RunAsync(Peer);
    }

    /// <summary>Reads the chain, and does all that is to be done.</summary>
    public async Task RefreshAsync(int times = 1)
    {
        for (int time = 0; time < times; time++)
        {
            await Peer.Deals!.Watcher.RefreshAsync(CancellationToken.None);
            await PassAsync(TimeSpan.FromSeconds(3));
        }
    }

    /// <summary>Lets time pass, and does all that is to be done by then.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Particles.RunAsync(Peer);
    }

    /// <summary>Has the peer's IPFS keep a file.</summary>
    public async Task<string> AddAsync(byte[] content) =>
        (await _ipfs.Node.AddFileAsync(new MemoryStream(content), new AddOptions(), CancellationToken.None)).Cid.ToString();

    public Task<string> AddAsync(string content) => AddAsync(Encoding.UTF8.GetBytes(content));

    /// <summary>Has the peer's IPFS keep the definition of an application: services of one guest each, and spells of a script each.</summary>
    public Task<string> AddAppAsync((string Name, string Guest)[] services, params (string Name, string Script)[] spells) =>
        AddAppAsync(services, 3600, spells);

    /// <summary>The same with spells that run as often as is said, in seconds.</summary>
    public async Task<string> AddAppAsync(
        (string Name, string Guest)[] services, uint period, params (string Name, string Script)[] spells)
    {
        List<string> parts = [], others = [];
        foreach ((string name, string guest) in services)
        {
            string wasm = await AddAsync(HostedHarness.Guest(guest));
            parts.Add($$"""{"name":"{{name}}","modules":[{"name":"{{guest}}","wasm":"{{wasm}}"}],"total_memory_limit":0}""");
        }

        foreach ((string name, string script) in spells)
        {
            string air = await AddAsync(script), arguments = await AddAsync("""{"x":1}""");
            string config = await AddAsync(new TriggerConfig(StartSec: 1, PeriodSec: period).ToJson().ToString()!);
            others.Add($$"""{"name":"{{name}}","script":"{{air}}","config":"{{config}}","init_args":"{{arguments}}"}""");
        }

        return await AddAsync($$"""{"services":[{{string.Join(',', parts)}}],"spells":[{{string.Join(',', others)}}]}""");
    }

    /// <summary>The worker of a deal; null where there is none.</summary>
    public async Task<PeerScope?> FindWorkerAsync(int deal)
    {
        JsonArray found = (JsonArray)await CallAsync("worker.get_worker_id", $"[\"{FakeChain.DealId(deal)}\"]");
        return found.Count == 0 ? null : PeerId.TryParse(((JsonString)found.Items[0]).Value, out PeerId? id) ? new PeerScope(id) : null;
    }

    /// <summary>What a worker has: kind, aliases and id of each, in the order of the names.</summary>
    public async Task<ImmutableArray<Item>> ItemsAsync(PeerScope worker) =>
        [.. ((JsonArray)await CallAsync("srv.list", "[]", worker)).Items.Cast<JsonObject>().Select(Item.Of)
            .OrderBy(item => item.Kind, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)];

    public async Task<string> NamesAsync(PeerScope worker) =>
        string.Join(' ', (await ItemsAsync(worker)).Select(item => $"{item.Kind}:{item.Name}"));

    public async Task<bool> IsActiveAsync(int deal) =>
        ((JsonBool)await CallAsync("worker.is_active", $"[\"{FakeChain.DealId(deal)}\"]")).Value;

    /// <summary>The lines of a spell's log.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string spell, PeerScope scope = default)
    {
        JsonObject result = (JsonObject)await CallAsync($"{spell}.get_logs", "[]", scope);
        Assert.True(result.TryGetValue("logs", out JsonValue? logs));
        return [.. ((JsonArray)logs).Items.Cast<JsonObject>().Select(line =>
            line.TryGetValue("message", out JsonValue? text) ? ((JsonString)text).Value : "")];
    }

    public async Task<JsonValue> CallAsync(string name, string arguments, PeerScope scope = default, PeerId? init = null)
    {
        AquaVM.CallResult result = await TryCallAsync(name, arguments, scope, init);
        Assert.True(result.RetCode == 0, $"{name}: {result.Result}");
        return JsonValue.Parse(result.Result);
    }

    public async Task<AquaVM.CallResult> TryCallAsync(string name, string arguments, PeerScope scope = default, PeerId? init = null)
    {
        int dot = name.LastIndexOf('.');
        AquaVM.CallRequest request = new(name[..dot], name[(dot + 1)..], ((JsonArray)JsonValue.Parse(arguments)).Items, []);
        return await Peer.Functions.CallAsync(
            new Calls.CallContext(request, HostedHarness.Particle(init), scope, DateTimeOffset.MaxValue), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        await _network.DisposeAsync();
    }
}

/// <summary>A service or spell.</summary>
internal sealed record Item(string Kind, string Name, string Id, string Blueprint)
{
    public static Item Of(JsonObject item) => new(
        Text(item, "service_type"), item.TryGetValue("aliases", out JsonValue? names) ? string.Join('/', ((JsonArray)names).Items.Select(
            name => ((JsonString)name).Value)) : "", Text(item, "id"), Text(item, "blueprint_id"));

    private static string Text(JsonObject item, string member) =>
        item.TryGetValue(member, out JsonValue? value) ? ((JsonString)value).Value : "";
}

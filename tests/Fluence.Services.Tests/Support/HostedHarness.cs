using System.Collections.Immutable;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Ipfs;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;
using Fluence.Services.Scopes;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Services.Tests.Support;

/// <summary>A peer that hosts services, without network; calls are written as JSON arrays of arguments.</summary>
internal sealed class HostedHarness : IAsyncDisposable
{
    private static readonly byte[] _signature = [1, 2, 3];

    private HostedHarness(HostedPeer peer, PeerScopes scopes, string folder, ManualTimeProvider clock, RecordedParticles particles)
    {
        Peer = peer;
        Scopes = scopes;
        Folder = folder;
        Clock = clock;
        Particles = particles;
    }

    public static PeerId Host => BuiltinHarness.Host;

    public static PeerId Stranger => BuiltinHarness.Stranger;

    public static PeerId Manager => BuiltinHarness.Manager;

    /// <summary>All modules may run <c>tool</c>, which repeats its arguments.</summary>
    public static HostingOptions WithTool { get; } = new()
    {
        Effectors = EffectorPolicy.None with { Default = ImmutableSortedDictionary<string, string>.Empty.Add("tool", "/bin/echo") },
    };

    public HostedPeer Peer { get; }

    public PeerScopes Scopes { get; }

    public string Folder { get; }

    public ManualTimeProvider Clock { get; }

    /// <summary>The particles of spells, and the workers that take part in scripts.</summary>
    public RecordedParticles Particles { get; }

    public static async Task<HostedHarness> OpenAsync(
        string? folder = null, HostingOptions? options = null, TimeSpan later = default, Func<string, IpfsAccess>? ipfs = null)
    {
        folder ??= TestFolder.New();
        ManualTimeProvider clock = new();
        clock.Advance(later);
        RecordedParticles particles = new();
        PeerScopes scopes = new(BuiltinHarness.HostKey, Manager);
        HostedPeer peer = HostedPeer.Open(
            folder, BuiltinHarness.HostKey, scopes, new PeerDescription(() => []), new BuiltinHarness(), options ?? WithTool,
            NullLoggerFactory.Instance, clock, ipfs);
        await peer.RestoreAsync(particles, CancellationToken.None);
        peer.StartSpells();
        return new HostedHarness(peer, scopes, folder, clock, particles);
    }

    public static byte[] Guest(string name) => GuestFile.Read(name);

    public static CallingParticle Particle(PeerId? initPeer = null, string id = "particle", byte[]? signature = null) =>
        new(id, initPeer ?? Host, 1_700_000_000_000, 60_000, "(null)", signature ?? _signature);

    /// <summary>Calls <c>service.function</c>; the answer is the code and the JSON text of the result.</summary>
    public async Task<CallResult> CallAsync(
        string name, string arguments, CallingParticle? particle = null, PeerScope scope = default, CancellationToken cancellation = default)
    {
        int dot = name.LastIndexOf('.');
        ImmutableArray<JsonValue> values = ((JsonArray)JsonValue.Parse(arguments)).Items;
        CallRequest request = new(name[..dot], name[(dot + 1)..], values, []);
        return await Peer.Functions.CallAsync(
            new CallContext(request, particle ?? Particle(), scope, DateTimeOffset.MaxValue), cancellation);
    }

    /// <summary>The result of a call that must succeed.</summary>
    public async Task<JsonValue> GetAsync(string name, string arguments, CallingParticle? particle = null, PeerScope scope = default)
    {
        CallResult result = await CallAsync(name, arguments, particle, scope);
        Assert.True(result.RetCode == 0, $"{name}: {result.Result}");
        return JsonValue.Parse(result.Result);
    }

    public async Task<string> GetTextAsync(string name, string arguments, CallingParticle? particle = null, PeerScope scope = default) =>
        Assert.IsType<JsonString>(await GetAsync(name, arguments, particle, scope)).Value;

    /// <summary>The error of a call that must fail.</summary>
    public async Task<string> FailAsync(string name, string arguments, CallingParticle? particle = null, PeerScope scope = default)
    {
        CallResult result = await CallAsync(name, arguments, particle, scope);
        Assert.True(result.RetCode == 1, $"{name} succeeds: {result.Result}");
        return Assert.IsType<JsonString>(JsonValue.Parse(result.Result)).Value;
    }

    public Task<string> AddModuleAsync(string guest, CallingParticle? particle = null) => GetTextAsync(
        "dist.add_module", $$"""["{{Convert.ToBase64String(Guest(guest))}}", {"name":"{{guest}}"}]""", particle);

    public async Task<string> AddBlueprintAsync(string name, params string[] guests)
    {
        List<string> cids = [];
        foreach (string guest in guests)
        {
            cids.Add($"\"{await AddModuleAsync(guest)}\"");
        }

        string blueprint = await GetTextAsync("dist.make_blueprint", $"[\"{name}\", [{string.Join(",", cids)}]]");
        return await GetTextAsync("dist.add_blueprint", $"[{new JsonString(blueprint)}]");
    }

    /// <summary>A new service of these modules.</summary>
    public async Task<string> CreateAsync(params string[] guests) =>
        await GetTextAsync("srv.create", $"[\"{await AddBlueprintAsync("test", guests)}\"]");

    /// <summary>The CIDs of the modules as the database has them.</summary>
    public IEnumerable<string> Modules() => Peer.Modules.All.Select(module => module.Key);

    public ValueTask DisposeAsync() => Peer.DisposeAsync();
}

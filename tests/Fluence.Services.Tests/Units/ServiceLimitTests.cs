using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Deals;
using Fluence.Services.Tests.Support;
using Fluence.Services.Units;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Units;

/// <summary>The memory that a definition gives a service: <c>total_memory_limit</c>.</summary>
public sealed class ServiceLimitTests
{
    // a guest begins with about 200,000 bytes
    private const long Unit = 64 << 20, Limit = 4 << 20;

    [Fact]
    public async Task A_service_allocates_as_much_as_its_definition_says_and_no_more()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        chain.Match(1, 1, await AppAsync(peer, ("small", Limit), ("free", 0)));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal("service:free service:small spell:worker-spell", await peer.NamesAsync(worker));

        Assert.Equal(0, (await EchoAsync(peer, worker, "small", 256 << 10)).RetCode);
        CallResult refused = await EchoAsync(peer, worker, "small", 8 << 20);
        Assert.NotEqual(0, refused.RetCode);
        Assert.Contains($"the service 'small' may take {Limit} bytes (its total_memory_limit)", refused.Result, StringComparison.Ordinal);

        // one of the same modules, without a limit of its own, has what its unit has
        Assert.Equal(0, (await EchoAsync(peer, worker, "free", 8 << 20)).RetCode);

        // and the small one still works
        Assert.Equal(0, (await EchoAsync(peer, worker, "small", 256 << 10)).RetCode);
    }

    [Fact]
    public async Task A_limit_beyond_the_unit_is_refused_with_what_is_to_be_done()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        chain.Match(1, 1, await AppAsync(peer, ("large", Unit + 1), ("free", 0)));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal("service:free spell:worker-spell", await peer.NamesAsync(worker));
        Assert.Contains(await peer.LogAsync("worker-spell", worker), static line =>
            line.StartsWith("INSTALLATION_FAILED", StringComparison.Ordinal)
            && line.Contains($"the service 'large' wants {Unit + 1} bytes (its total_memory_limit), and the 1 compute units of the worker have "
                + $"{Unit} bytes", StringComparison.Ordinal)
            && line.Contains("lower totalMemoryLimit of the service and deploy it again", StringComparison.Ordinal));

        // a unit's whole memory is not too much
        chain[FakeChain.DealId(1)].AppCid = await AppAsync(peer, ("large", Unit), ("free", 0));
        await peer.RefreshAsync();
        Assert.Equal("service:free service:large spell:worker-spell", await peer.NamesAsync(worker));
    }

    [Fact]
    public async Task Another_limit_makes_the_service_anew_and_leaves_the_others()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        chain.Match(1, 1, await AppAsync(peer, ("small", Limit), ("free", 0)));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Dictionary<string, string> before = await IdsAsync(peer, worker);
        chain[FakeChain.DealId(1)].AppCid = await AppAsync(peer, ("small", 4 * Limit), ("free", 0));
        await peer.RefreshAsync();
        Dictionary<string, string> after = await IdsAsync(peer, worker);
        Assert.Equal(before["free"], after["free"]);
        Assert.NotEqual(before["small"], after["small"]);
        Assert.Equal(0, (await EchoAsync(peer, worker, "small", 2 << 20)).RetCode);
    }

    [Fact]
    public async Task A_limit_is_kept_when_the_peer_starts_again()
    {
        FakeChain chain = new();
        string folder = TestFolder.New();
        PeerScope worker;
        await using (DealHarness peer = await OpenAsync(chain, folder))
        {
            chain.Match(1, 1, await AppAsync(peer, ("small", Limit)));
            await peer.StartAsync();
            worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        }

        await using DealHarness again = await OpenAsync(chain, folder);
        Assert.Contains(
            $"may take {Limit} bytes (its total_memory_limit)", (await EchoAsync(again, worker, "small", 8 << 20)).Result,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("\"1\"")]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    public async Task A_blueprint_with_a_limit_that_is_no_number_of_bytes_is_refused(string limit)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string blueprint = $$"""{"dependencies":[],"memory_limit":{{limit}},"name":"x"}""";
        Assert.Contains(
            "memory_limit field is not a number of bytes", await peer.FailAsync("dist.add_blueprint", $"[{new JsonString(blueprint)}]"),
            StringComparison.Ordinal);
    }

    private static Task<DealHarness> OpenAsync(FakeChain chain, string? folder = null) => DealHarness.OpenAsync(
        chain, folder, hosting: new HostingOptions { Units = new UnitOptions { Memory = Unit } });

    /// <summary>An application of services of the guest that allocates what it is given.</summary>
    private static async Task<string> AppAsync(DealHarness peer, params (string Name, long Limit)[] services)
    {
        string wasm = await peer.AddAsync(HostedHarness.Guest("types"));
        return await peer.AddAsync(new JsonObject(
            ("services", new JsonArray([.. services.Select(JsonValue (service) => JsonValue.Parse(
                $$"""{"name":"{{service.Name}}","modules":[{"name":"types","wasm":"{{wasm}}"}],"total_memory_limit":{{service.Limit}}}"""))])),
            ("spells", JsonArray.Empty)).ToString());
    }

    /// <summary>Has a service allocate so many bytes, and give them back.</summary>
    private static Task<CallResult> EchoAsync(DealHarness peer, PeerScope worker, string service, int size) =>
        peer.TryCallAsync($"{service}.echo_string", $"[\"{new string('a', size)}\"]", worker);

    private static async Task<Dictionary<string, string>> IdsAsync(DealHarness peer, PeerScope worker) =>
        (await peer.ItemsAsync(worker)).ToDictionary(static item => item.Name, static item => item.Id);
}

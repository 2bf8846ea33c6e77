using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Deals;
using Fluence.Services.Tests.Support;
using Fluence.Services.Units;

namespace Fluence.Services.Tests.Units;

/// <summary>What the services of a worker may take together.</summary>
public sealed class UnitLimitTests
{
    // a guest takes about 200,000 bytes
    private const long Memory = 450_000;

    [Fact]
    public async Task The_services_of_a_worker_share_the_memory_of_its_unit()
    {
        await using HostedHarness peer = await OpenAsync(new UnitOptions { Memory = Memory });
        PeerScope worker = await WorkerAsync(peer, $"[\"{FakeChain.Unit(1)}\"]");
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        List<string> made = [];
        string problem;
        while (true)
        {
            AquaVM.CallResult result = await peer.CallAsync("srv.create", $"[\"{blueprint}\"]", SpellCalls.Managed(), worker);
            if (result.RetCode != 0)
            {
                problem = ((JsonString)JsonValue.Parse(result.Result)).Value;
                break;
            }

            made.Add(((JsonString)JsonValue.Parse(result.Result)).Value);
        }

        Assert.InRange(made.Count, 1, 3);
        Assert.Contains("Engine error when OOM suspected", problem, StringComparison.Ordinal);
        Assert.Contains("(service_memory_limit of this peer)", problem, StringComparison.Ordinal);
        Assert.Contains(
            $"the 1 compute units of the worker have {Memory} bytes for all its services (unit_memory_limit of this peer)", problem,
            StringComparison.Ordinal);

        // other scopes have their own, and what is removed gives its memory back
        await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]");
        await peer.GetAsync("srv.remove", $"[\"{made[0]}\"]", SpellCalls.Managed(), worker);
        await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", SpellCalls.Managed(), worker);
    }

    [Fact]
    public async Task A_worker_with_two_units_has_twice_as_much_and_one_without_units_has_no_limit_of_this_kind()
    {
        await using HostedHarness peer = await OpenAsync(new UnitOptions { Memory = Memory });
        PeerScope two = await WorkerAsync(peer, $"[\"{FakeChain.Unit(1)}\",\"{FakeChain.Unit(2)}\"]");
        PeerScope none = await WorkerAsync(peer, "[]", "other");
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        int inTwo = await CountAsync(peer, blueprint, two, 8), inNone = await CountAsync(peer, blueprint, none, 8);
        Assert.InRange(inTwo, 3, 6);
        Assert.Equal(8, inNone);
    }

    [Fact]
    public async Task The_services_of_a_worker_share_the_room_on_the_disk_of_its_unit()
    {
        await using HostedHarness peer = await OpenAsync(new UnitOptions { Storage = 100 << 10 });
        PeerScope worker = await WorkerAsync(peer, $"[\"{FakeChain.Unit(1)}\"]");
        string blueprint = await peer.AddBlueprintAsync("test", "disk");
        string first = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", SpellCalls.Managed(), worker);
        string second = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", SpellCalls.Managed(), worker);
        Assert.Equal(50, await FillAsync(peer, first, worker, 50));
        Assert.InRange(await FillAsync(peer, second, worker, 1000), 1, 49);
        await peer.GetAsync("srv.remove", $"[\"{first}\"]", SpellCalls.Managed(), worker);
        Assert.Equal(10, await FillAsync(peer, second, worker, 10, "b"));
    }

    private static async Task<long> FillAsync(HostedHarness peer, string service, PeerScope worker, int kib, string file = "a")
    {
        JsonValue written = await peer.GetAsync($"{service}.fill", $"[\"/storage/{file}\", {kib}]", SpellCalls.Managed(), worker);
        return long.Parse(written.ToString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<int> CountAsync(HostedHarness peer, string blueprint, PeerScope worker, int most)
    {
        int count = 0;
        while (count < most
            && (await peer.CallAsync("srv.create", $"[\"{blueprint}\"]", SpellCalls.Managed(), worker)).RetCode == 0)
        {
            count++;
        }

        return count;
    }

    private static Task<HostedHarness> OpenAsync(UnitOptions units) => HostedHarness.OpenAsync(options: new HostingOptions { Units = units });

    private static async Task<PeerScope> WorkerAsync(HostedHarness peer, string units, string deal = "deal")
    {
        string id = await peer.GetTextAsync("worker.create", $"[\"{deal}\", {units}]", SpellCalls.Managed());
        Assert.True(PeerId.TryParse(id, out PeerId? worker));
        return new PeerScope(worker);
    }
}

using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests;

public sealed class TraceBuiltinTests
{
    private static readonly PeerId Worker = KeyPair.Generate().PeerId;

    [Fact]
    public async Task The_author_of_a_particle_is_told_what_happened_to_it_on_the_peer_and_its_workers()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await NoteAsync(peer, HostedHarness.Stranger);
        JsonArray steps = (JsonArray)await peer.GetAsync("trace.journey", "[\"p\"]", HostedHarness.Particle(HostedHarness.Stranger));
        Assert.Equal(["op.noop", "hello.greet"], steps.Items.Select(step => Text(step, "subject")));
        Assert.Equal([$"{HostedHarness.Host}", $"{Worker}"], steps.Items.Select(step => Text(step, "peer")));
    }

    [Fact]
    public async Task A_worker_tells_of_itself_alone()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await NoteAsync(peer, HostedHarness.Stranger);
        JsonArray steps = (JsonArray)await peer.GetAsync(
            "trace.journey", "[\"p\"]", HostedHarness.Particle(HostedHarness.Stranger), new PeerScope(Worker));
        Assert.Equal(["hello.greet"], steps.Items.Select(step => Text(step, "subject")));
    }

    [Fact]
    public async Task Nobody_else_is_told_not_even_the_manager()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await NoteAsync(peer, HostedHarness.Stranger);
        Assert.Equal(JsonArray.Empty, await peer.GetAsync("trace.journey", "[\"p\"]", HostedHarness.Particle(HostedHarness.Manager)));
        Assert.Equal(JsonArray.Empty, await peer.GetAsync("trace.journey", "[\"p\"]", HostedHarness.Particle(HostedHarness.Host)));
    }

    private static async Task NoteAsync(HostedHarness peer, PeerId author)
    {
        foreach ((PeerId where, string service, string function) in
            ((PeerId, string, string)[])[(HostedHarness.Host, "op", "noop"), (Worker, "hello", "greet")])
        {
            await peer.Peer.Journeys.CallAsync(
                author, "p", $"{where}", new CallRequest(service, function, [], []), () => ValueTask.FromResult(new CallResult(0, "1")));
        }
    }

    private static string Text(JsonValue step, string name) =>
        ((JsonObject)step).TryGetValue(name, out JsonValue? value) ? ((JsonString)value).Value : throw new KeyNotFoundException(name);
}

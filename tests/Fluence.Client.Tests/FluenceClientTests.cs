using Fluence.AquaVM.View;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Client.Tests;

public sealed class FluenceClientTests
{
    private static readonly string Identity = Scripts.OnRelay("(\"op\" \"identity\")");

    [Fact]
    public async Task A_script_returns_values_with_the_signed_record_of_its_steps()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        KeyPair key = KeyPair.Generate();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address, key).Soon();
        Assert.Equal(key.PeerId, client.PeerId);
        Assert.Equal(relay.Node.PeerId, client.RelayPeerId);

        ScriptResult result = await client.RunAsync(With("""{"a":[1,2.5,null]}""")).Soon();
        Assert.Equal(["""{"a":[1,2.5,null]}""", """{"a":[1,2.5,null]}"""], result.Values.Select(value => value.ToString()));
        TraceAudit audit = TraceAudit.Of(result.Data, result.ParticleId);
        Assert.True(audit.IsValid, audit.Problem);
        Assert.Contains(new AuditedStep(relay.Node.PeerId.ToString(), "op.identity"), audit.Steps);
        Assert.Contains(audit.Signatures, signature => signature.PeerId == client.PeerId.ToString());
    }

    [Fact]
    public async Task Scripts_at_the_same_time_do_not_mix()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        ScriptResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.RunAsync(With($"{i}")))).Soon();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), results.Select(result => result.Values[0].ToString()));
    }

    [Fact]
    public async Task An_error_that_nothing_catches_names_its_message_and_peer()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(
            () => client.RunAsync(With("1", Scripts.OnRelay("(\"no\" \"such\")"))).Soon());
        Assert.Contains("no", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(on {relay.Node.PeerId})", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_was_not_given_is_named()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => client.RunAsync(new ScriptCall(Identity)).Soon());
        Assert.Contains("the script asks for an argument 'value', which was not given", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(on {client.PeerId})", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_wrong_fails_at_once()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address, time: new ManualTimeProvider()).Soon();
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => client.RunAsync(new ScriptCall("(oops)")).Soon());
        Assert.StartsWith("the interpreter ended with code 1: ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_does_not_return_ends_with_its_time()
    {
        ManualTimeProvider clock = new();
        await using TestRelay relay = await TestRelay.StartAsync(clock);
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address, time: clock).Soon();
        Task<ScriptResult> running = client.RunAsync(new ScriptCall(Scripts.Endless) { Ttl = TimeSpan.FromSeconds(5) });

        // no other time-out of the connection is five seconds
        await Eventually.True(() => clock.IsAwaited(TimeSpan.FromSeconds(5)), "the script's time runs");
        clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(running.IsCompleted);
        await Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(1));
                return running.IsCompleted;
            },
            "the script ends");
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => running);
        Assert.StartsWith("the script did not return within 5 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_script_is_given_up()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        using CancellationTokenSource cancellation = new();
        Task<ScriptResult> running = client.RunAsync(new ScriptCall(Scripts.Endless) { Ttl = TimeSpan.FromHours(1) }, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    [Fact]
    public async Task A_closed_client_fails_its_scripts()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        Task<ScriptResult> running = client.RunAsync(new ScriptCall(Scripts.Endless) { Ttl = TimeSpan.FromHours(1) });
        await client.DisposeAsync();
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => running.Soon());
        Assert.Equal("the client was closed before the script returned", failed.Message);
    }

    [Fact]
    public async Task After_a_restart_of_the_relay_the_client_connects_again()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        Assert.Equal("1", (await client.RunAsync(With("1")).Soon()).Values[0].ToString());
        for (int i = 2; i <= 4; i++)
        {
            await relay.RestartAsync();
            Assert.Equal($"{i}", (await client.RunAsync(With($"{i}")).Soon()).Values[0].ToString());
        }
    }

    [Fact]
    public async Task A_relay_of_another_identity_is_refused()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        Multiaddr wrong = Multiaddr.Parse($"/ip4/127.0.0.1/tcp/{relay.Port}/ws/p2p/{KeyPair.Generate().PeerId}");
        Libp2pException refused = await Assert.ThrowsAnyAsync<Libp2pException>(() => FluenceClient.ConnectAsync(wrong).Soon());
        Assert.Contains(wrong.PeerId!.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relay_that_is_not_there_is_an_error()
    {
        TestRelay relay = await TestRelay.StartAsync();
        Multiaddr address = relay.Address;
        await relay.DisposeAsync();
        await Assert.ThrowsAnyAsync<Libp2pException>(() => FluenceClient.ConnectAsync(address).Soon());
    }

    [Fact]
    public async Task A_relay_without_a_peer_id_is_refused()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => FluenceClient.ConnectAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/9991/ws")));
        Assert.Contains("must end in /p2p/", refused.Message, StringComparison.Ordinal);
    }

    private static ScriptCall With(string value, string? air = null) => new(air ?? Identity)
    {
        Arguments = new Dictionary<string, JsonValue>
        {
            ["value"] = JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(value), out JsonValue? json, out string? error)
                ? json : throw new FormatException(error),
        },
        Ttl = TimeSpan.FromSeconds(50),
    };
}

using Fluence.Client;
using Fluence.Client.Functions;
using Fluence.Client.Services;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.CompiledFunctions;

/// <summary>Our client runs functions compiled by aqua-api 0.14.6 over peers of ours.</summary>
public sealed class CompiledFunctionTests : IAsyncLifetime
{
    private PeerNetwork _network = null!;
    private FluenceClient _client = null!;

    public async Task InitializeAsync()
    {
        _network = await PeerNetwork.StartAsync(2);
        _client = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0))).Soon();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _network.DisposeAsync();
    }

    [NodeFact("client")]
    public async Task Data_and_options_come_back_as_they_went()
    {
        Assert.Equal(
            """[{"name":"a","note":"n","tags":["x","y"]},7]""",
            await CallAsync("roundTrip", """{"name":"a","note":"n","tags":["x","y"]}""", "7"));
        Assert.Equal(
            """[{"name":"","note":null,"tags":[]},null]""", await CallAsync("roundTrip", """{"name":"","tags":[]}""", "null"));
    }

    [NodeFact("client")]
    public async Task Several_results_are_an_array() =>
        Assert.Equal("""[true,255,"a"]""", await CallAsync("several", "\"a\"", "255", "true"));

    [NodeFact("client")]
    public async Task A_function_of_the_caller_is_called()
    {
        AquaFunction function = (await CompiledAqua.GetAsync()).Function("callBack");
        ServiceFunction say = (call, _) =>
            ValueTask.FromResult<JsonValue?>(new JsonString($"said {((JsonString)call.Arguments[0]).Value}"));
        Assert.Equal("\"said hi!\"", (await function.CallAsync(_client, [new JsonString("hi"), say]).Soon()).ToString());
    }

    [NodeFact("client")]
    public async Task A_function_without_a_result_is_done_at_once_and_calls_back_later()
    {
        AquaFunction function = (await CompiledAqua.GetAsync()).Function("tellOnly");
        TaskCompletionSource<string> told = new();
        ServiceFunction done = (call, _) =>
        {
            told.SetResult(call.Arguments[0].ToString());
            return ValueTask.FromResult<JsonValue?>(null);
        };
        Assert.Equal(JsonNull.Instance, await function.CallAsync(_client, [new JsonString("so"), done]).Soon());
        Assert.Equal("\"so?\"", await told.Task.Soon());
    }

    [NodeFact("client")]
    public async Task A_service_of_the_caller_is_called_until_it_is_withdrawn()
    {
        CompiledAqua aqua = await CompiledAqua.GetAsync();
        List<string> calls = [];
        Dictionary<string, ServiceFunction> functions = new()
        {
            ["forget"] = (call, _) =>
            {
                calls.Add(call.Arguments[0].ToString());
                return ValueTask.FromResult<JsonValue?>(null);
            },
            ["describe"] = (call, _) => ValueTask.FromResult(
                ((JsonObject)call.Arguments[0]).TryGetValue("note", out JsonValue? note) ? note : null),
        };
        using (aqua.Service("Local").Register(_client, functions))
        {
            Assert.Equal("null", await CallAsync("askService", """{"name":"a","tags":[]}"""));
            Assert.Equal("\"n\"", await CallAsync("askService", """{"name":"a","note":"n","tags":[]}"""));
        }

        Assert.Equal(["\"nobody\"", "\"nobody\""], calls);
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(
            () => CallAsync("askService", """{"name":"a","tags":[]}"""));
        Assert.Contains("No service found", failed.Message, StringComparison.Ordinal);
    }

    [NodeFact("client")]
    public async Task What_a_function_of_the_caller_throws_reaches_the_script()
    {
        AquaFunction function = (await CompiledAqua.GetAsync()).Function("callBack");
        ServiceFunction say = (_, _) => throw new InvalidOperationException("lost for words");
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(
            () => function.CallAsync(_client, [new JsonString("hi"), say]).Soon());
        Assert.Contains("callbackSrv.say failed: lost for words", failed.Message, StringComparison.Ordinal);
    }

    [NodeFact("client")]
    public async Task An_error_on_the_relay_names_it()
    {
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => CallAsync("fails", "\"x\""));
        Assert.EndsWith($"(on {_network.Id(0)})", failed.Message, StringComparison.Ordinal);
    }

    [NodeFact("client")]
    public async Task Arguments_that_do_not_fit_are_refused_before_anything_is_sent()
    {
        ArgumentException unfit = await Assert.ThrowsAsync<ArgumentException>(
            () => CallAsync("roundTrip", """{"name":1,"tags":[]}""", "1"));
        Assert.StartsWith("argument 'item'.name should be string, but is 1", unfit.Message, StringComparison.Ordinal);
        ArgumentException few = await Assert.ThrowsAsync<ArgumentException>(() => CallAsync("roundTrip", "{}"));
        Assert.StartsWith("roundTrip takes 2 arguments (item, count), 1 are given", few.Message, StringComparison.Ordinal);
    }

    private async Task<string> CallAsync(string name, params string[] arguments)
    {
        AquaFunction function = (await CompiledAqua.GetAsync()).Function(name);
        JsonValue result = await function.CallAsync(
            _client, [.. arguments.Select(static argument => (AquaArgument)JsonValue.Parse(argument))], TimeSpan.FromSeconds(60)).Soon();
        return result.ToString();
    }
}

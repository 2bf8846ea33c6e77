using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.JsClient;

/// <summary>The process that runs real js-clients (tests/interop/client/driver.mjs), with one task for each command under way.</summary>
internal sealed class JsClientDriver : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _pending = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _errors = new();
    private int _lastId;

    private JsClientDriver(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    public static async Task<JsClientDriver> StartAsync()
    {
        JsClientDriver driver = new(NodeProgram.Start("client", "driver.mjs"));
        await driver._ready.Task.WaitAsync(AnswerTimeout);
        return driver;
    }

    /// <summary>Connects a new client and returns its peer id.</summary>
    public async Task<string> ConnectAsync(string client, string relay, KeyPair? key = null)
    {
        JsonObject command = new() { ["op"] = "connect", ["client"] = client, ["relay"] = relay };
        if (key is not null)
        {
            command["seed"] = new JsonArray([.. key.Seed.ToArray().Select(value => JsonValue.Create((int)value))]);
        }

        return (string)(await SendAsync(command))!["peerId"]!;
    }

    /// <summary>Calls a function of functions.aqua.</summary>
    public Task<JsonNode?> CallAsync(string client, string function, params JsonNode[] arguments) => SendAsync(
        new JsonObject { ["op"] = "call", ["client"] = client, ["function"] = function, ["args"] = new JsonArray(arguments), ["ttl"] = 30_000 });

    public Task<JsonNode?> OperateAsync(string operation, string client) =>
        SendAsync(new JsonObject { ["op"] = operation, ["client"] = client });

    /// <summary>Sends a command; an error of the client becomes a <see cref="JsClientException"/>.</summary>
    public async Task<JsonNode?> SendAsync(JsonObject command)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonNode?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        command["id"] = id;
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        return await answer.Task.WaitAsync(AnswerTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonNode? message = Parse(line);
            if (message?["ready"] is not null)
            {
                _ready.TrySetResult();
            }
            else if (message?["id"] is { } id && _pending.TryRemove((int)id, out TaskCompletionSource<JsonNode?>? answer))
            {
                if (message["error"] is { } error)
                {
                    answer.SetException(new JsClientException((string)error!));
                }
                else
                {
                    answer.SetResult(message["ok"]?.DeepClone());
                }
            }
        }

        JsClientException died = new($"the driver has ended; its last words: {string.Join('\n', _errors.TakeLast(20))}");
        _ready.TrySetException(died);
        foreach (TaskCompletionSource<JsonNode?> answer in _pending.Values)
        {
            answer.TrySetException(died);
        }
    }

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            // libraries may print to stdout too
            return null;
        }
    }
}

/// <summary>What js-client rejected a call with.</summary>
internal sealed class JsClientException(string message) : Exception(message);

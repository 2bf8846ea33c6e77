using Fluence.AquaVM;
using Fluence.Client.Services;
using Fluence.Crypto;
using Fluence.Primitives.Json;

namespace Fluence.Client;

/// <summary>The client's side of a script under way: the services through which it takes arguments and returns.</summary>
internal sealed class RunningScript(ScriptCall call, PeerId relay, string particleId)
{
    private static readonly CallResult Done = new(0, "\"\"");

    private readonly TaskCompletionSource<ScriptResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The relay by which the script goes.</summary>
    public PeerId Relay => relay;

    /// <summary>Whether the script has left this client.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Completes when the script returns, fails when it reports an error.</summary>
    public Task<ScriptResult> Result => _result.Task;

    /// <summary>The latest thing that went wrong without ending the script.</summary>
    public string? LastProblem { get; set; }

    /// <summary>The latest interpreter data.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>Ends the script, unless it has ended already.</summary>
    public void Fail(string error) =>
        _result.TrySetException(new ScriptException(error) { ParticleId = particleId, InterpreterData = Data });

    /// <summary>Ends the script because no relay takes it.</summary>
    public void FailUnsent(string reason) => _result.TrySetException(
        new NotSentException($"the relay could not be reached: {reason}") { ParticleId = particleId });

    /// <summary>Whether the client has to know the script after it has returned.</summary>
    public bool StaysCallable => call.ReturnsNothing || call.Functions.Count > 0;

    /// <summary>Notes that the script has set out, which is all that one without a result does for its caller.</summary>
    public void SetOut()
    {
        if (call.ReturnsNothing)
        {
            _result.TrySetResult(new ScriptResult([], particleId, Data));
        }
    }

    /// <summary>The function of the client that a call means; null where <see cref="Answer"/> may have one.</summary>
    public ServiceFunction? FunctionFor(CallRequest request) => call.Functions.GetValueOrDefault((request.ServiceId, request.FunctionName));

    /// <summary>What the script's own services answer; null where they do not have the function.</summary>
    public CallResult? Answer(CallRequest request) => (request.ServiceId, request.FunctionName) switch
    {
        ("getDataSrv", "-relay-") => new CallResult(0, new JsonString(relay.ToString()).ToString()),
        ("getDataSrv", var name) => call.Arguments.TryGetValue(name, out JsonValue? value)
            ? new CallResult(0, value.ToString())
            : Error($"the script asks for an argument '{name}', which was not given"),
        ("callbackSrv", "response") => Return(request),
        ("errorHandlingSrv", "error") => Fail(request),
        _ => null,
    };

    /// <summary>What is answered to a call that nobody takes.</summary>
    public CallResult Unknown(CallRequest request) =>
        Error($"No service found for service call: serviceId='{request.ServiceId}', fnName='{request.FunctionName}'");

    private CallResult Return(CallRequest request)
    {
        _result.TrySetResult(new ScriptResult(request.Arguments, particleId, Data));
        return Done;
    }

    private CallResult Fail(CallRequest request)
    {
        string error = request.Arguments is [JsonObject details, ..] && details.TryGetValue("message", out JsonValue? message)
            && details.TryGetValue("peer_id", out JsonValue? peer)
            ? $"{Plain(message)} (on {Plain(peer)})"
            : new JsonArray(request.Arguments).ToString();
        Fail(error);
        return Done;
    }

    private CallResult Error(string message)
    {
        LastProblem = message;
        return new CallResult(1, new JsonString(message).ToString());
    }

    private static string Plain(JsonValue value) => value is JsonString text ? text.Value : value.ToString();
}

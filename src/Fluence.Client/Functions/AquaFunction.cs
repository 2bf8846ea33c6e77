using System.Collections.Immutable;
using Fluence.Client.Services;
using Fluence.Primitives.Json;

namespace Fluence.Client.Functions;

/// <summary>A compiled Aqua function: its definition and its script.</summary>
/// <param name="Definition">What it takes and gives.</param>
/// <param name="Script">Its AIR.</param>
public sealed record AquaFunction(FunctionDefinition Definition, string Script)
{
    private const string CallbackService = "callbackSrv";

    /// <summary>
    /// Whether the script tells when a function without results is done, as it does when it was compiled with an empty response.
    /// </summary>
    public bool HasEmptyResponse { get; init; }

    /// <summary>Calls the function.</summary>
    /// <param name="client">The client that runs it.</param>
    /// <param name="arguments">
    /// Values for its parameters, in order; for a parameter that is a function, a <see cref="ServiceFunction"/>.
    /// </param>
    /// <param name="ttl">How long it may take; null for the client's default.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>
    /// The result; null where it has none, an array where it has several. A function without a result is done when it has set out.
    /// </returns>
    /// <exception cref="ArgumentException">The arguments do not fit.</exception>
    /// <exception cref="ScriptException">The script reported an error, or did not return within its time.</exception>
    /// <exception cref="FormatException">The result is not of the type that the definition says.</exception>
    public async Task<JsonValue> CallAsync(
        FluenceClient client, IReadOnlyList<AquaArgument> arguments, TimeSpan? ttl = null, CancellationToken cancellation = default) =>
        (await RunAsync(client, arguments, ttl, cancellation)).Value;

    /// <summary>Calls the function as <see cref="CallAsync"/> does, and gives the record of the call with its result.</summary>
    /// <param name="client">The client that runs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ttl">How long it may take; null for the client's default.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<FunctionResult> RunAsync(
        FluenceClient client, IReadOnlyList<AquaArgument> arguments, TimeSpan? ttl = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(arguments);
        ScriptCall call = Prepare(arguments);
        ScriptResult result = await client.RunAsync(ttl is { } time ? call with { Ttl = time } : call, cancellation);
        return new FunctionResult(WireJson.Results(result.Values, Definition.Type.Results), result);
    }

    /// <summary>Looks whether arguments fit the parameters.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void Check(IReadOnlyList<AquaArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        _ = Prepare(arguments);
    }

    /// <summary>The call with all that the script will ask for.</summary>
    internal ScriptCall Prepare(IReadOnlyList<AquaArgument> arguments)
    {
        ImmutableArray<(string Name, AquaType Type)> parameters = Definition.Type.Parameters;
        if (arguments.Count != parameters.Length)
        {
            throw new ArgumentException(
                $"{Definition.Name} takes {parameters.Length} arguments "
                + $"({string.Join(", ", parameters.Select(static each => each.Name))}), {arguments.Count} are given", nameof(arguments));
        }

        Dictionary<string, JsonValue> values = new(StringComparer.Ordinal);
        Dictionary<(string, string), ServiceFunction> functions = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            (string name, AquaType type) = parameters[i];
            if (type is AquaType.Arrow arrow)
            {
                ServiceFunction function = arguments[i].Function
                    ?? throw Misplaced(name, "a function, a value");
                functions[(CallbackService, name)] = Typed(function, arrow);
            }
            else
            {
                JsonValue value = arguments[i].Value
                    ?? throw Misplaced(name, "a value, a function");
                values[name] = WireJson.ToWire(value, type, $"argument '{name}'");
            }
        }

        return new ScriptCall(Script) { Arguments = values, Functions = functions, ReturnsNothing = ReturnsNothing };
    }

    private bool ReturnsNothing => Definition.Type.Results.IsEmpty && !HasEmptyResponse;

    private ArgumentException Misplaced(string name, string what) =>
        new($"argument '{name}' of {Definition.Name} is {what} is given");

    /// <summary>The function with arguments and result as programs have them.</summary>
    internal static ServiceFunction Typed(ServiceFunction function, AquaType.Arrow arrow) => async (call, cancellation) =>
    {
        if (call.Arguments.Length < arrow.Parameters.Length)
        {
            throw new FormatException($"{arrow.Parameters.Length} arguments are expected, {call.Arguments.Length} came");
        }

        ImmutableArray<JsonValue> arguments = [.. arrow.Parameters.Select((parameter, index) =>
            WireJson.FromWire(call.Arguments[index], parameter.Type, $"'{parameter.Name}'"))];
        JsonValue? result = await function(call with { Arguments = arguments }, cancellation);

        // scripts take the empty text of a function without a result
        return arrow.Results.IsEmpty ? new JsonString("") : WireJson.ToWire(result ?? JsonNull.Instance, arrow.Results[0], "the result");
    };
}

/// <summary>What a compiled function gave.</summary>
/// <param name="Value">The result; null where it has none, an array where it has several.</param>
/// <param name="Script">The values as they came, the particle, and the signed record of its steps.</param>
public sealed record FunctionResult(JsonValue Value, ScriptResult Script);

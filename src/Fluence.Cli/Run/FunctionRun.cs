using System.Collections.Immutable;
using System.Diagnostics;
using Fluence.Aqua;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Client.Functions;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary>A function that is ready to be called: compiled, with arguments that fit.</summary>
internal sealed class FunctionRun
{
    private readonly AquaFunction _function;
    private readonly ImmutableArray<AquaArgument> _arguments;

    private FunctionRun(AquaFunction function, ImmutableArray<AquaArgument> arguments)
    {
        _function = function;
        _arguments = arguments;
    }

    /// <summary>Fits the arguments of a call to the parameters of the function.</summary>
    /// <exception cref="CommandException">They do not fit, or the function takes functions.</exception>
    public static FunctionRun Prepare(FunctionCallText call, JsonObject data, AquaFunctionOutput compiled, bool hasEmptyResponse)
    {
        AquaFunction function = new(FunctionDefinition.Parse(compiled.Definition), compiled.Air) { HasEmptyResponse = hasEmptyResponse };
        if (function.Definition.Type.Parameters.FirstOrDefault(static each => each.Type is AquaType.Arrow) is { Name: { } callback })
        {
            throw new CommandException(
                $"{call.Name} takes a function as '{callback}', which a command line cannot give; wrap it in a function without");
        }

        ImmutableArray<AquaArgument> arguments = [.. call.Values(data).Select(AquaArgument.FromJsonValue)];
        try
        {
            function.Check(arguments);
        }
        catch (ArgumentException unfit)
        {
            throw new CommandException($"{unfit.Message.Split(" (Parameter")[0]}; it is {AquaTypeText.Of(function.Definition)}");
        }

        foreach (((string name, AquaType type), AquaArgument argument) in function.Definition.Type.Parameters.Zip(arguments))
        {
            IntegerCheck.Check(argument.Value!, type, $"argument '{name}'");
        }

        return new FunctionRun(function, arguments);
    }

    /// <summary>Calls the function. That it fails is an answer too.</summary>
    public async Task<FunctionAnswer> AskAsync(FluenceClient client, TimeSpan ttl, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            FunctionResult result = await _function.RunAsync(client, _arguments, ttl, cancellation);
            bool hasResult = !_function.Definition.Type.Results.IsEmpty;
            return new FunctionAnswer(
                hasResult ? result.Value : null, null, result.Script.ParticleId, result.Script.Data, Stopwatch.GetElapsedTime(start));
        }
        catch (ScriptException failed)
        {
            return new FunctionAnswer(
                null, failed.Message, failed.ParticleId, failed.InterpreterData, Stopwatch.GetElapsedTime(start));
        }
        catch (FormatException unfit)
        {
            return new FunctionAnswer(null, unfit.Message, null, default, Stopwatch.GetElapsedTime(start));
        }
    }
}

/// <summary>What came of a call.</summary>
/// <param name="Value">The result; null where there is none.</param>
/// <param name="Error">Why the call failed; null when it did not.</param>
/// <param name="ParticleId">The particle; null where none set out.</param>
/// <param name="Data">Its data as far as they came back.</param>
/// <param name="Took">The time from the start of the script to its end.</param>
internal sealed record FunctionAnswer(JsonValue? Value, string? Error, string? ParticleId, ReadOnlyMemory<byte> Data, TimeSpan Took);

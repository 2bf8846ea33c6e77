using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Client.Functions;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Deploy;

/// <summary>The functions of <c>aqua/@fluence/deploy</c>, by which workers are made and filled.</summary>
internal sealed class DeployFunctions
{
    private const string Source = "@fluence/deploy/deploy.aqua", WorkerSpellSource = "@fluence/deploy/worker_spell.aqua";

    private readonly FluenceClient _client;
    private readonly TimeSpan _ttl;
    private readonly Dictionary<string, AquaFunction> _functions;

    private DeployFunctions(FluenceClient client, TimeSpan ttl, Dictionary<string, AquaFunction> functions, string workerSpell)
    {
        _client = client;
        _ttl = ttl;
        _functions = functions;
        WorkerSpell = workerSpell;
    }

    /// <summary>The script of the spell that every worker has.</summary>
    public string WorkerSpell { get; }

    /// <summary>Compiles the functions.</summary>
    /// <param name="library">The folder of the libraries.</param>
    /// <param name="client">By which peers are asked.</param>
    /// <param name="ttl">How long one call may take.</param>
    public static DeployFunctions Load(string library, FluenceClient client, TimeSpan ttl)
    {
        Dictionary<string, AquaFunction> functions = Compile(library, Source).Functions.ToDictionary(
            static function => function.Name,
            static function => new AquaFunction(FunctionDefinition.Parse(function.Definition), function.Air) { HasEmptyResponse = true },
            StringComparer.Ordinal);
        return new DeployFunctions(client, ttl, functions, Compile(library, WorkerSpellSource).Functions[0].Air);
    }

    /// <summary>Calls a function.</summary>
    /// <exception cref="ScriptException">It failed; the message names the peer.</exception>
    public async Task<JsonValue> CallAsync(string function, CancellationToken cancellation, params JsonValue[] arguments) =>
        await _functions[function].CallAsync(_client, [.. arguments.Select(AquaArgument.FromJsonValue)], _ttl, cancellation);

    private static AquaProgram Compile(string library, string source)
    {
        AquaProgram program = new AquaCompiler(
            new AquaFileSources(), AquaImports.Folders(library), new AquaOptions { EmptyResponse = true })
            .Compile(Path.Combine(library, source));
        return program.HasErrors
            ? throw new CommandException($"{Path.Combine(library, source)} does not compile: {program.Diagnostics[0].Message}") : program;
    }
}

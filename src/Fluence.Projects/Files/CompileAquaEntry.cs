using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Primitives.Json;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>Aqua files that are compiled, as <c>fluence.yaml</c> says.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Input">An Aqua file or a folder of them, from the project's folder.</param>
/// <param name="Output">The folder for what is made, from the project's folder.</param>
/// <param name="Target">What is made: <c>ts</c>, <c>js</c>, <c>air</c>, <c>csharp</c> or <c>json</c>.</param>
public sealed record CompileAquaEntry(string Name, string Input, string Output, string Target)
{
    /// <summary>The values of constants: texts, numbers and truth values.</summary>
    public IReadOnlyDictionary<string, JsonValue> Constants { get; init; } = ImmutableSortedDictionary<string, JsonValue>.Empty;

    /// <summary>What the compiler tells, for example <c>info</c>; null for the default.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Whether functions that give nothing back answer nothing.</summary>
    public bool NoEmptyResponse { get; init; }

    /// <summary>Whether the way through the relay is left out.</summary>
    public bool NoRelay { get; init; }

    /// <summary>Whether what catches and reports errors is left out.</summary>
    public bool NoXor { get; init; }

    /// <summary>Whether scripts tell what they do.</summary>
    public bool Tracing { get; init; }

    internal static CompileAquaEntry Of(string name, ConfigMap map) =>
        new(name, map.RequiredText("input"), map.RequiredText("output"), map.RequiredText("target"))
        {
            Constants = map.Values("constants", static (_, value) => TreeJson.Convert(value)),
            LogLevel = map.Text("logLevel"),
            NoEmptyResponse = map.Flag("noEmptyResponse") ?? false,
            NoRelay = map.Flag("noRelay") ?? false,
            NoXor = map.Flag("noXor") ?? false,
            Tracing = map.Flag("tracing") ?? false,
        };
}

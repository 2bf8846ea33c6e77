using Fluence.Marine.Configuration.Tree;
using Fluence.Primitives.Json;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A spell as <c>fluence.yaml</c> lists it.</summary>
/// <param name="Name">Its name in the project.</param>
/// <param name="Get">Its folder or its <c>spell.yaml</c>, from the project's folder.</param>
public sealed record SpellEntry(string Name, string Get)
{
    /// <summary>The Aqua file, from the project's folder; null for what <c>spell.yaml</c> says.</summary>
    public string? AquaFilePath { get; init; }

    /// <summary>The name of the function; null for what <c>spell.yaml</c> says.</summary>
    public string? Function { get; init; }

    /// <summary>How often it runs; null for what <c>spell.yaml</c> says.</summary>
    public SpellClock? Clock { get; init; }

    /// <summary>The arguments; null for what <c>spell.yaml</c> says.</summary>
    public JsonObject? InitArgs { get; init; }

    /// <summary>What <c>spell.yaml</c> says, with this put over it.</summary>
    public SpellYaml Over(SpellYaml below)
    {
        ArgumentNullException.ThrowIfNull(below);
        return below with
        {
            AquaFilePath = AquaFilePath ?? below.AquaFilePath,
            Function = Function ?? below.Function,
            Clock = Clock ?? below.Clock,
            InitArgs = InitArgs ?? below.InitArgs,
        };
    }

    internal static SpellEntry Of(string name, ConfigMap map) => new(name, map.RequiredText("get"))
    {
        AquaFilePath = map.Text("aquaFilePath"),
        Function = map.Text("function"),
        Clock = SpellClock.Of(map.Map("clock")),
        InitArgs = map.Map("initArgs") is { } arguments ? TreeJson.Convert(arguments) : null,
    };
}

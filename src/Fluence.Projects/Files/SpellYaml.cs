using Fluence.Marine.Configuration.Tree;
using Fluence.Primitives.Json;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A <c>spell.yaml</c> of version 0.</summary>
/// <param name="AquaFilePath">The Aqua file, from the spell's folder.</param>
/// <param name="Function">The name of the function in it.</param>
public sealed record SpellYaml(string AquaFilePath, string Function)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "spell.yaml";

    /// <summary>The version of the format.</summary>
    public int Version { get; init; }

    /// <summary>How often the spell runs; null for never.</summary>
    public SpellClock? Clock { get; init; }

    /// <summary>The function's arguments by their names; null if there are none.</summary>
    public JsonObject? InitArgs { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static SpellYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, SpellYamlShape.Shape);
        return new SpellYaml(map.RequiredText("aquaFilePath"), map.RequiredText("function"))
        {
            Clock = SpellClock.Of(map.Map("clock")),
            InitArgs = map.Map("initArgs") is { } arguments ? TreeJson.Convert(arguments) : null,
        };
    }
}

/// <summary>How often a spell runs.</summary>
public sealed record SpellClock
{
    /// <summary>Seconds between two runs; 0 for one run; null for none.</summary>
    public long? PeriodSec { get; init; }

    /// <summary>When the first run is, in ISO 8601; null for at once.</summary>
    public string? StartTimestamp { get; init; }

    /// <summary>Seconds before the first run, instead of <see cref="StartTimestamp"/>.</summary>
    public long? StartDelaySec { get; init; }

    /// <summary>When the last run is, in ISO 8601; null for never.</summary>
    public string? EndTimestamp { get; init; }

    /// <summary>Seconds before the last run, instead of <see cref="EndTimestamp"/>.</summary>
    public long? EndDelaySec { get; init; }

    internal static SpellClock? Of(ConfigMap? map) => map is null ? null : new SpellClock
    {
        PeriodSec = map.Integer("periodSec"),
        StartTimestamp = map.Text("startTimestamp"),
        StartDelaySec = map.Integer("startDelaySec"),
        EndTimestamp = map.Text("endTimestamp"),
        EndDelaySec = map.Integer("endDelaySec"),
    };
}

using System.Collections.Immutable;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Shapes that stand in more than one file.</summary>
internal static class CommonShapes
{
    /// <summary>The names of networks, old and new.</summary>
    public static ImmutableArray<string> Networks { get; } = ["local", "dar", "kras", "stage", "testnet", "mainnet", "custom"];

    /// <summary>The networks that have contracts of their own.</summary>
    public static ImmutableArray<string> Chains { get; } = ["local", "dar", "kras", "stage", "testnet", "mainnet"];

    /// <summary>Names that Aqua can call: of services and spells.</summary>
    public static TextForm Name { get; } = new(
        "^[a-z][A-Za-z0-9_]*$", "a name that starts with a lowercase letter and has only letters, numbers and underscores");

    /// <summary>A size of memory.</summary>
    public static TextShape Memory { get; } = new(new TextForm(
        @"^\d+(\.\d+)?(\s?)(kB|KB|kiB|KiB|KIB|mB|MB|miB|MiB|MIB|gB|GB|giB|GiB|GIB)$", "a size like '10 MiB'"));

    /// <summary>A price or balance.</summary>
    public static TextShape Money { get; } = new(new TextForm(@"^\d+(\.\d+)?$", "an amount like '0.33'"));

    /// <summary>A moment.</summary>
    public static TextShape Moment { get; } = new(new TextForm(
        @"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$", "a time like '2026-07-06T23:59:59Z'"));

    /// <summary>How often a spell runs.</summary>
    public static ObjectShape Clock { get; } = new(
        new("periodSec", new IntegerShape(0, 3_153_600_000),
            "The seconds between two runs. 0 runs it once; a clock without it never runs it."),
        new("startTimestamp", Moment, "When the first run is.") { Default = "at once" },
        new("startDelaySec", new IntegerShape(0, uint.MaxValue), "The seconds before the first run, instead of `startTimestamp`."),
        new("endTimestamp", Moment, "When the last run is.") { Default = "never" },
        new("endDelaySec", new IntegerShape(0, uint.MaxValue), "The seconds before the last run, instead of `endTimestamp`."))
    {
        Exclusive = [("startTimestamp", "startDelaySec"), ("endTimestamp", "endDelaySec")],
    };

    /// <summary>What stands both in module.yaml and over it in other files.</summary>
    public static ObjectShape ModuleSettings { get; } = new(
        new("effects", new ObjectShape(
            new KeyShape("binaries", new MapShape(TextShape.Any), "The programs of the host that the module may run, by their names.")),
            "What the module may do outside. Peers allow only what they know; this holds in the REPL and in tests."),
        new("repl", new ObjectShape(
            new("loggerEnabled", new BooleanShape(), "Whether what the module logs is shown."),
            new("loggingMask", new IntegerShape(int.MinValue, int.MaxValue), "Which targets of the log are shown, a bit for each.")),
            "How the module is run in the REPL."));

    /// <summary>The format of a file.</summary>
    public static KeyShape Version(params ImmutableArray<int> versions) =>
        new("version", new VersionShape(versions), "The version of the file's format.") { IsRequired = true };

    /// <summary>A path or an address.</summary>
    public static KeyShape Get(string what) =>
        new("get", TextShape.Any, $"The folder of the {what}, or the address of a .tar.gz archive of it.") { IsRequired = true };
}

using Fluence.Marine.Configuration.Tree;
using Fluence.Marine.Configuration.Yaml;

namespace Fluence.Marine.Configuration;

/// <summary>A <c>module.yaml</c>, of version 0 or 1.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Type">What it is built from.</param>
/// <param name="Cid">The content id of the compiled module, if it is known.</param>
/// <param name="Settings">What it may do.</param>
public sealed record ModuleYaml(string Name, ModuleType Type, string? Cid, ModuleSettings Settings)
{
    /// <summary>Whether it is built from Rust.</summary>
    public bool IsRust => Type == ModuleType.Rust;

    /// <summary>How it is compiled, if it is built from C++.</summary>
    public CppSettings Cpp { get; init; } = CppSettings.Defaults;

    /// <summary>The Rust crate by which other modules import this one; null if it is not said.</summary>
    public RustBindingCrate? RustBindingCrate { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="MarineConfigException">It is no YAML, or a setting is unknown, missing or of the wrong kind.</exception>
    public static ModuleYaml Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ConfigMapReader map = new(file, YamlTree.Parse(file, text), "");
        int version = map.Int32("version") ?? throw map.Error("version", "is missing, expected 0 or 1");
        if (version is not (0 or 1))
        {
            throw map.Error("version", $"is {version}, expected 0 or 1");
        }

        ModuleType type = (map.Text("type") ?? "compiled") switch
        {
            "compiled" => ModuleType.Compiled,
            "rust" => ModuleType.Rust,
            "cpp" => ModuleType.Cpp,
            var other => throw map.Error("type", $"is '{other}', expected rust, cpp or compiled"),
        };
        ModuleYaml module = new(map.RequiredText("name"), type, map.Text("cid"), ModuleOverrides.Read(map, ModuleSettings.Defaults))
        {
            Cpp = ReadCpp(map.Map("cpp")),
            RustBindingCrate = map.Map("rustBindingCrate") is { } crate
                ? new RustBindingCrate(crate.RequiredText("name"), crate.RequiredText("version")) : null,
        };
        map.RefuseUnknown();
        return module;
    }

    private static CppSettings ReadCpp(ConfigMapReader? map)
    {
        if (map is null)
        {
            return CppSettings.Defaults;
        }

        CppSettings settings = new(map.TextList("sources"), map.TextList("include"), map.TextList("flags"), map.TextList("linkFlags"));
        map.RefuseUnknown();
        return settings;
    }
}

using Fluence.Marine.Configuration.Tree;
using Fluence.Marine.Configuration.Yaml;

namespace Fluence.Marine.Configuration;

/// <summary>A <c>module.yaml</c>, of version 0 or 1.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="IsRust">Whether it is built from Rust; otherwise it is there compiled.</param>
/// <param name="Cid">The content id of the compiled module, if it is known.</param>
/// <param name="Settings">What it may do.</param>
public sealed record ModuleYaml(string Name, bool IsRust, string? Cid, ModuleSettings Settings)
{
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

        string type = map.Text("type") ?? "compiled";
        if (type is not ("rust" or "compiled"))
        {
            throw map.Error("type", $"is '{type}', expected rust or compiled");
        }

        map.Ignore("rustBindingCrate");
        ModuleYaml module = new(
            map.RequiredText("name"), type == "rust", map.Text("cid"), ModuleOverrides.Read(map, ModuleSettings.Defaults));
        map.RefuseUnknown();
        return module;
    }
}

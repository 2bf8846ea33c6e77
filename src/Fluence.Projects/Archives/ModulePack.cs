using System.Text;
using System.Text.RegularExpressions;
using Fluence.Primitives.Content;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Archives;

/// <summary>Makes an archive of a built module, which others can use without a compiler.</summary>
public static partial class ModulePack
{
    /// <summary>Writes <c>NAME.tar.gz</c>: <c>module.yaml</c> of a compiled module with its content id, and the module.</summary>
    /// <param name="built">The module.</param>
    /// <param name="destination">The folder of the archive, which is made.</param>
    /// <param name="bindingCrate">The folder of a Rust crate by which other modules import this one; null for none.</param>
    /// <returns>The archive's path and the content id of the module.</returns>
    /// <exception cref="ProjectException">The crate has no usable <c>Cargo.toml</c>.</exception>
    public static (string File, Cid Cid) Write(BuiltModule built, string destination, string? bindingCrate)
    {
        ArgumentNullException.ThrowIfNull(built);
        byte[] wasm = File.ReadAllBytes(built.WasmFile);
        Cid cid = UnixFsFile.CidOf(wasm);
        string name = built.Module.Yaml.Name;
        string file = Path.Combine(Path.GetFullPath(destination), name + ".tar.gz");
        using MemoryStream archive = new();
        byte[] yaml = Encoding.UTF8.GetBytes(Yaml(built.Module, cid, bindingCrate));
        TarGzip.Write(archive, [(ModuleFolder.FileName, yaml), (name + ".wasm", wasm)]);
        ModuleFile.Write(file, archive.ToArray());
        return (file, cid);
    }

    private static string Yaml(ModuleFolder module, Cid cid, string? bindingCrate)
    {
        YamlText text = new();
        text.Integer("version", 1);
        text.Text("name", module.Yaml.Name);
        text.Text("cid", cid.ToString());
        if (bindingCrate is not null)
        {
            (string crate, string version) = Crate(bindingCrate);
            text.Map("rustBindingCrate", () =>
            {
                text.Text("name", crate);
                text.Text("version", version);
            });
        }

        if (!module.Yaml.Settings.MountedBinaries.IsEmpty)
        {
            text.Map("effects", () => text.Map("binaries", () =>
            {
                foreach ((string program, string path) in module.Yaml.Settings.MountedBinaries)
                {
                    text.Text(program, path);
                }
            }));
        }

        return text.ToString();
    }

    private static (string Name, string Version) Crate(string folder)
    {
        string file = Path.Combine(Path.GetFullPath(folder), "Cargo.toml");
        string text = File.Exists(file) ? File.ReadAllText(file) : throw new ProjectException($"there is no {file}");
        Match name = CrateName().Match(text), version = CrateVersion().Match(text);
        return name.Success && version.Success
            ? (name.Groups[1].Value, version.Groups[1].Value)
            : throw new ProjectException($"{file} has no name and version of a package");
    }

    [GeneratedRegex("""^\s*name\s*=\s*"([^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex CrateName();

    [GeneratedRegex("""^\s*version\s*=\s*"([^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex CrateVersion();
}

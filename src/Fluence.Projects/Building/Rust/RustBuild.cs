using System.Collections.Immutable;
using Fluence.Projects.Completion;
using Fluence.Projects.Files;

namespace Fluence.Projects.Building.Rust;

/// <summary>Builds a module of type <c>rust</c> by cargo, and completes it where cargo has put it.</summary>
internal static class RustBuild
{
    /// <summary>Builds the module.</summary>
    /// <returns>The module's file, and whether nothing had to be compiled.</returns>
    public static async Task<(string File, bool IsUnchanged)> RunAsync(
        ModuleFolder module, BuildOptions options, CancellationToken cancellation)
    {
        using BuildLock held = await BuildLock.TakeAsync(Path.Combine(module.Folder, "target"), cancellation);
        ImmutableArray<CargoArtifact> artifacts = await Cargo.RunAsync(module, ["build"], options, cancellation);
        CargoArtifact artifact = Choose(module, artifacts);
        byte[] complete = ModuleCompleter.Complete(
            await File.ReadAllBytesAsync(artifact.File, cancellation), CargoLock.FindSdkVersion(artifact.Manifest),
            ModuleCompleter.BuildTime(options.Time));
        ModuleFile.Write(artifact.File, complete);
        return (artifact.File, artifact.IsFresh);
    }

    private static CargoArtifact Choose(ModuleFolder module, ImmutableArray<CargoArtifact> artifacts)
    {
        CargoArtifact? ofName = artifacts.FirstOrDefault(
            artifact => artifact.Name == module.Yaml.Name || artifact.Name.Replace('-', '_') == module.Yaml.Name.Replace('-', '_'));
        string made = string.Join(", ", artifacts.Select(static artifact => artifact.Name));
        return ofName ?? (artifacts.Length == 1 ? artifacts[0] : throw new ProjectException(artifacts.IsEmpty
            ? $"cargo has made no WebAssembly file for '{module.Yaml.Name}'; Cargo.toml needs a [[bin]] or a [lib] of the crate type cdylib"
            : $"cargo has made {made}, but none is named '{module.Yaml.Name}'"));
    }
}

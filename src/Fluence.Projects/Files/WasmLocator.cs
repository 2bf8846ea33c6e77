namespace Fluence.Projects.Files;

/// <summary>Finds the compiled file of a module without building it: what a build has left, or what is kept beside the sources.</summary>
public static class WasmLocator
{
    /// <summary>Where modules are put that were not compiled on this machine, in the module's folder.</summary>
    internal const string KeptFolder = "artifacts";

    // from the folder of module.yaml; cargo builds the members of a workspace above it
    private static readonly string[] Places =
    [
        "", KeptFolder, "target/wasm32-wasip1/release", "target/wasm32-wasi/release", "../target/wasm32-wasip1/release",
        "../target/wasm32-wasi/release",
    ];

    /// <summary>The newest file of the module.</summary>
    /// <exception cref="ProjectException">There is none.</exception>
    public static string Find(ModuleFolder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return FindNewest(module.Folder, module.Yaml.Name) ?? throw new ProjectException(
            $"the module '{module.Yaml.Name}' in {module.Folder} is not built; build it with `fluence build`");
    }

    /// <summary>The newest file of a module; null if there is none.</summary>
    /// <param name="folder">The folder of its <c>module.yaml</c>.</param>
    /// <param name="name">The name that this says.</param>
    public static string? FindNewest(string folder, string name) =>
        Places.Select(place => Path.GetFullPath(Path.Combine(folder, place, name + ".wasm"))).Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault();
}

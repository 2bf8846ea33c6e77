namespace Fluence.Projects.Files;

/// <summary>Finds the compiled file of a module without building it: what a build has left, or what is kept beside the sources.</summary>
public static class WasmLocator
{
    private static readonly string[] Places = ["", "target/wasm32-wasip1/release", "target/wasm32-wasi/release"];

    /// <summary>The newest file of the module.</summary>
    /// <exception cref="ProjectException">There is none.</exception>
    public static string Find(ModuleFolder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Places.Select(place => Path.Combine(module.Folder, place, module.Yaml.Name + ".wasm")).Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            ?? throw new ProjectException(
                $"the module '{module.Yaml.Name}' in {module.Folder} is not built; build it with `fluence build`");
    }
}

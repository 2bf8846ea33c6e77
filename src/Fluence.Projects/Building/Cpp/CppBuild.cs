using Fluence.Projects.Completion;
using Fluence.Projects.Files;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Building.Cpp;

/// <summary>Builds a module of type <c>cpp</c>. Files lie where cargo would put them.</summary>
internal static class CppBuild
{
    /// <summary>Builds the module.</summary>
    /// <returns>The module's file, and whether nothing had to be compiled.</returns>
    public static async Task<(string File, bool IsUnchanged)> RunAsync(
        ModuleFolder module, string root, BuildOptions options, CancellationToken cancellation)
    {
        CppToolchain toolchain = await CppToolchain.FindAsync(cancellation);
        string folder = Path.Combine(module.Folder, "target", CppToolchain.Target, "release");
        using BuildLock held = await BuildLock.TakeAsync(Path.Combine(module.Folder, "target"), cancellation);
        string objects = Path.Combine(folder, "build"), raw = Path.Combine(objects, module.Yaml.Name + ".raw.wasm");
        string output = Path.Combine(folder, module.Yaml.Name + ".wasm");
        bool isMade = await new CppProgram(module, root, toolchain, options).MakeAsync(
            CppSources.Find(module), objects, raw, cancellation);
        if (!isMade && File.Exists(output) && File.GetLastWriteTimeUtc(output) >= File.GetLastWriteTimeUtc(raw))
        {
            return (output, true);
        }

        byte[] complete = ModuleCompleter.Complete(
            await File.ReadAllBytesAsync(raw, cancellation), ModuleCompleter.SdkLevel, ModuleCompleter.BuildTime(options.Time));
        if (!ModuleFile.Write(output, complete))
        {
            File.SetLastWriteTimeUtc(output, File.GetLastWriteTimeUtc(raw));
        }

        return (output, false);
    }
}

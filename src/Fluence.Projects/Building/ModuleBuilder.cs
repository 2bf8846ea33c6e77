using System.Collections.Immutable;
using Fluence.Marine;
using Fluence.Marine.Configuration;
using Fluence.Marine.Sections;
using Fluence.Projects.Building.Cpp;
using Fluence.Projects.Building.Rust;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Projects.Building;

/// <summary>Builds modules, each by its type.</summary>
public static class ModuleBuilder
{
    /// <summary>Builds all modules of a project, a service or a module alone, in their order.</summary>
    /// <exception cref="CompilationFailedException">A compiler has refused the sources, and has said why.</exception>
    /// <exception cref="ToolMissingException">A compiler is missing.</exception>
    /// <exception cref="ProjectException">A compiled module is not there, or what was compiled cannot be made a module.</exception>
    public static async Task<ImmutableArray<BuiltModule>> BuildAsync(
        ProjectTarget target, BuildOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        BuildOptions effective = options with { CargoArguments = options.CargoArguments ?? target.Project?.MarineBuildArguments };
        ImmutableArray<BuiltModule>.Builder built = ImmutableArray.CreateBuilder<BuiltModule>();
        foreach (ModuleFolder module in target.Modules)
        {
            built.Add(await BuildAsync(module, target.Root, effective, cancellation));
        }

        return built.ToImmutable();
    }

    /// <summary>Builds one module.</summary>
    /// <param name="module">Its folder.</param>
    /// <param name="root">The folder of the project, in which the C++ SDK is unpacked.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Kills the compiler.</param>
    public static async Task<BuiltModule> BuildAsync(
        ModuleFolder module, string root, BuildOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        long start = options.Time.GetTimestamp();
        try
        {
            (string file, bool isUnchanged) = module.Yaml.Type switch
            {
                ModuleType.Rust => await RustBuild.RunAsync(module, options, cancellation),
                ModuleType.Cpp => await CppBuild.RunAsync(module, root, options, cancellation),
                _ => (CompiledFile(module), true),
            };
            return new BuiltModule(module, file, new FileInfo(file).Length, isUnchanged, options.Time.GetElapsedTime(start));
        }
        catch (ToolMissingException missing) when (Prebuilt(module) is { } prebuilt)
        {
            string file = Path.Combine(module.Folder, WasmLocator.KeptFolder, module.Yaml.Name + ".wasm");
            bool isUnchanged = !ModuleFile.Write(file, prebuilt);
            await options.Messages.WriteLineAsync(
                $"{module.Yaml.Name}: the module that comes with this command is used, as its sources are unchanged; {missing.Message}");
            return new BuiltModule(module, file, prebuilt.Length, isUnchanged, options.Time.GetElapsedTime(start)) { IsPrebuilt = true };
        }
        catch (MarineException wrong)
        {
            throw new ProjectException($"{module.Yaml.Name}: {wrong.Message}");
        }
    }

    private static byte[]? Prebuilt(ModuleFolder module) => module.Yaml.Type switch
    {
        ModuleType.Rust => PrebuiltModule.Find(module, GuestLanguage.Rust),
        ModuleType.Cpp => PrebuiltModule.Find(module, GuestLanguage.Cpp),
        _ => null,
    };

    private static string CompiledFile(ModuleFolder module)
    {
        string file = Path.Combine(module.Folder, module.Yaml.Name + ".wasm");
        if (!File.Exists(file))
        {
            throw new ProjectException($"{file} is missing; a module of type compiled is not built, but lies there");
        }

        try
        {
            _ = WasmModuleFile.Read(File.ReadAllBytes(file));
            return file;
        }
        catch (ModuleFormatException wrong)
        {
            throw new ProjectException($"{file} is no module: {wrong.Message}");
        }
    }
}

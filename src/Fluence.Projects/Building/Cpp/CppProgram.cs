using System.Collections.Immutable;
using Fluence.Projects.Files;
using Fluence.Projects.Sdk;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Building.Cpp;

/// <summary>Compiles and links sources of a module.</summary>
internal sealed class CppProgram(ModuleFolder module, string root, CppToolchain toolchain, BuildOptions options)
{
    private const string StandardOption = "-std=";

    // for both compilers; sections of their own let the linker leave out what nobody calls
    private static readonly string[] Common =
        [$"--target={CppToolchain.Target}", "-O2", "-ffunction-sections", "-fdata-sections"];

    private static readonly string[] CppOnly = ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra"];

    // a reactor has no main; a stack that runs over hits address 0 and traps, instead of writing over data
    private static readonly string[] Link =
    [
        $"--target={CppToolchain.Target}", "-O2", "-mexec-model=reactor",
        "-Wl,--gc-sections", "-Wl,-z,stack-size=1048576", "-Wl,--stack-first",
    ];

    /// <summary>Makes a WebAssembly file of sources, unless it is newer than all that it is made of.</summary>
    /// <returns>Whether it was made.</returns>
    public async Task<bool> MakeAsync(
        ImmutableArray<string> sources, string folder, string output, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string include = SdkFiles.UnpackCpp(root);
        ILookup<bool, string> own = module.Yaml.Cpp.Flags.ToLookup(
            static flag => flag.StartsWith(StandardOption, StringComparison.Ordinal));
        string[] standard = [.. own[true]];
        string[] flags = [.. Common, $"-ffile-prefix-map={include}=sdk/cpp", "-I", include, .. Includes(), .. own[false]];

        // relative names, so that what assertions print does not depend on the machine
        CppObject[] objects =
        [
            .. sources.Select(source => Path.GetRelativePath(module.Folder, source)).Select(source => CppSources.IsCpp(source)
                ? new CppObject(module, source, toolchain.Cpp, [.. CppOnly, .. standard, .. flags], folder)
                : new CppObject(module, source, toolchain.C, flags, folder)),
        ];
        int made = 0;
        await Parallel.ForEachAsync(
            objects, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (each, stop) =>
            {
                if (await each.MakeAsync(options.Messages, stop))
                {
                    Interlocked.Increment(ref made);
                }
            });
        return await LinkAsync([.. objects.Select(static each => each.File)], made > 0, output, cancellation);
    }

    private async Task<bool> LinkAsync(string[] objects, bool isChanged, string output, CancellationToken cancellation)
    {
        string[] arguments = [.. Link, .. objects, .. module.Yaml.Cpp.LinkFlags, "-o", output];
        string command = string.Join('\n', [toolchain.Cpp.Path, .. arguments]), commandFile = output + ".cmd";
        if (!isChanged && File.Exists(output) && File.Exists(commandFile)
            && await File.ReadAllTextAsync(commandFile, cancellation) == command)
        {
            return false;
        }

        (int exitCode, _) = await toolchain.Cpp.RunAsync(module.Folder, arguments, options.Messages, cancellation);
        if (exitCode != 0)
        {
            throw new CompilationFailedException(module.Yaml.Name, exitCode);
        }

        await File.WriteAllTextAsync(commandFile, command, cancellation);
        return true;
    }

    private IEnumerable<string> Includes()
    {
        IEnumerable<string> folders = module.Yaml.Cpp.Include.IsEmpty ? ["src", "include"] : module.Yaml.Cpp.Include;
        return folders.Select(folder => Path.Combine(module.Folder, folder)).Where(Directory.Exists)
            .SelectMany(static folder => new[] { "-I", folder });
    }
}

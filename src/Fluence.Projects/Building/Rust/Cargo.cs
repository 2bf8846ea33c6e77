using System.Collections.Immutable;
using Fluence.Projects.Files;
using Fluence.Projects.Sdk;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Building.Rust;

/// <summary>Runs cargo for a module.</summary>
internal static class Cargo
{
    /// <summary>Runs one of cargo's commands that compile.</summary>
    /// <returns>The WebAssembly files of the module.</returns>
    /// <exception cref="CompilationFailedException">Cargo has failed.</exception>
    public static async Task<ImmutableArray<CargoArtifact>> RunAsync(
        ModuleFolder module, IEnumerable<string> command, BuildOptions options, CancellationToken cancellation)
    {
        RustToolchain toolchain = await RustToolchain.FindAsync(module.Folder, cancellation);
        string manifest = Path.Combine(module.Folder, "Cargo.toml");
        if (!File.Exists(manifest))
        {
            throw new ProjectException($"{manifest} is missing; a module of type rust needs one");
        }

        SdkFiles.UnpackRustFor(manifest);
        string[] own = (options.CargoArguments ?? BuildOptions.DefaultCargoArguments)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        (int exitCode, string output) = await toolchain.Cargo.RunAsync(
            module.Folder,
            [
                .. command, "--target", toolchain.Target, "--message-format", "json-render-diagnostics",
                .. WithoutPaths(manifest, toolchain), .. own,
            ],
            options.Messages, cancellation);
        return exitCode == 0
            ? [.. CargoArtifact.Read(output).Where(artifact => IsSame(artifact.Manifest, manifest))]
            : throw new CompilationFailedException(module.Yaml.Name, exitCode);
    }

    /// <summary>Keeps the place of the SDK on this machine out of the texts of panics, so that everyone builds the same module.</summary>
    private static IEnumerable<string> WithoutPaths(string manifest, RustToolchain toolchain)
    {
        string? sdk = SdkFiles.FindRust(manifest);
        return sdk is null || sdk.AsSpan().ContainsAny('\'', '\\')
            ? []
            : ["--config", $"target.{toolchain.Target}.rustflags=['--remap-path-prefix={sdk}=sdk']"];
    }

    private static bool IsSame(string left, string right) => Path.GetFullPath(left) == Path.GetFullPath(right);
}

using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Projects.Building;
using Fluence.Projects.Building.Cpp;
using Fluence.Projects.Building.Rust;
using Fluence.Projects.Completion;
using Fluence.Projects.Files;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Testing;

/// <summary>Compiles the tests that lie in a module's folder.</summary>
internal static class TestBuild
{
    private const string TestFolder = "tests";
    private const string RustMark = "marine_test";

    /// <summary>Compiles the tests of a module; none if it has none.</summary>
    public static async Task<ImmutableArray<TestModule>> RunAsync(
        ModuleFolder module, string root, BuildOptions options, CancellationToken cancellation) => module.Yaml.Type switch
        {
            ModuleType.Rust when HasRustTests(module.Folder) => await RustAsync(module, options, cancellation),
            ModuleType.Cpp when CppSources.In(Path.Combine(module.Folder, TestFolder)) is { Length: > 0 } tests =>
                [await CppAsync(module, root, tests, options, cancellation)],
            _ => [],
        };

    private static bool HasRustTests(string folder) => new[] { "src", TestFolder }
        .Select(each => Path.Combine(folder, each)).Where(Directory.Exists)
        .SelectMany(static each => Directory.EnumerateFiles(each, "*.rs", SearchOption.AllDirectories))
        .Any(static file => File.ReadAllText(file).Contains(RustMark, StringComparison.Ordinal));

    /// <summary>Cargo makes one program of the module with its tests, and one of each file in <c>tests</c>, without optimisation.</summary>
    private static async Task<ImmutableArray<TestModule>> RustAsync(
        ModuleFolder module, BuildOptions options, CancellationToken cancellation)
    {
        using BuildLock held = await BuildLock.TakeAsync(Path.Combine(module.Folder, "target"), cancellation);
        ImmutableArray<CargoArtifact> artifacts = await Cargo.RunAsync(
            module, ["test", "--no-run"], options with { CargoArguments = "" }, cancellation);
        ImmutableArray<TestModule>.Builder tests = ImmutableArray.CreateBuilder<TestModule>();
        foreach (CargoArtifact artifact in artifacts.Where(static artifact => artifact.IsTest))
        {
            byte[] raw = await File.ReadAllBytesAsync(artifact.File, cancellation);
            byte[] complete = ModuleCompleter.Complete(raw, ModuleCompleter.SdkLevel, ModuleCompleter.BuildTime(options.Time));
            tests.Add(artifact.Kind == "test"
                ? new TestModule(module, artifact.Name, complete, TestPlace.AfterAll)
                : new TestModule(module, module.Yaml.Name, complete, TestPlace.OfModule));
        }

        return [.. tests.OrderBy(static test => test.Place).ThenBy(static test => test.Name, StringComparer.Ordinal)];
    }

    /// <summary>The module's sources and those in <c>tests</c> make one program.</summary>
    private static async Task<TestModule> CppAsync(
        ModuleFolder module, string root, string[] tests, BuildOptions options, CancellationToken cancellation)
    {
        CppToolchain toolchain = await CppToolchain.FindAsync(cancellation);
        using BuildLock held = await BuildLock.TakeAsync(Path.Combine(module.Folder, "target"), cancellation);
        string objects = Path.Combine(module.Folder, "target", CppToolchain.Target, "release", "build");
        string raw = Path.Combine(objects, module.Yaml.Name + ".tests.wasm");
        await new CppProgram(module, root, toolchain, options).MakeAsync(
            [.. CppSources.Find(module), .. tests], objects, raw, cancellation);
        byte[] complete = ModuleCompleter.Complete(
            await File.ReadAllBytesAsync(raw, cancellation), ModuleCompleter.SdkLevel, ModuleCompleter.BuildTime(options.Time));
        return new TestModule(module, module.Yaml.Name, complete, TestPlace.OfModule);
    }
}

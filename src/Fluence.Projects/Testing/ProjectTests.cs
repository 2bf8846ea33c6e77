using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Marine;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Testing;

/// <summary>Builds and runs the tests of a project, a service or a module in Marine.</summary>
public static class ProjectTests
{
    private const string ServiceTests = "tests";

    /// <summary>Runs the tests one after the other.</summary>
    /// <param name="target">What is tested.</param>
    /// <param name="filter">A part of the names of those to run; null for all.</param>
    /// <param name="options">How modules are built.</param>
    /// <param name="cancellation">Stops the compiler or the running test.</param>
    /// <exception cref="ProjectException">Something does not build.</exception>
    public static async IAsyncEnumerable<TestResult> RunAsync(
        ProjectTarget target, string? filter, BuildOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ImmutableArray<BuiltModule> built = await ModuleBuilder.BuildAsync(target, options, cancellation);
        await foreach (TestPlan plan in PlansAsync(target, built, options, cancellation))
        {
            TestRun run = new(plan, options.Time);
            foreach (string name in run.Names.Where(name => filter is null || name.Contains(filter, StringComparison.Ordinal)))
            {
                yield return run.Run(name, cancellation);
            }
        }
    }

    private static async IAsyncEnumerable<TestPlan> PlansAsync(
        ProjectTarget target, ImmutableArray<BuiltModule> built, BuildOptions options,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        Dictionary<string, ImmutableArray<TestModule>> tests = [];
        foreach (ModuleFolder module in target.Modules)
        {
            tests[module.Folder] = await CompileAsync(
                module.Yaml.Name, () => TestBuild.RunAsync(module, target.Root, options, cancellation));
        }

        if (target.Services.IsEmpty)
        {
            foreach (TestModule test in tests.Values.SelectMany(static each => each))
            {
                yield return TestPlan.Create(null, built, test);
            }
        }

        foreach (ServiceFolder service in target.Services)
        {
            foreach (TestModule test in service.Modules.SelectMany(module => tests[module.Folder]))
            {
                yield return TestPlan.Create(service, built, test);
            }

            if (await OfServiceAsync(service, target.Root, options, cancellation) is { } whole)
            {
                yield return TestPlan.Create(service, built, whole);
            }
        }
    }

    /// <summary>The folder <c>tests</c> of a service may hold a module that tests it from outside.</summary>
    private static async Task<TestModule?> OfServiceAsync(
        ServiceFolder service, string root, BuildOptions options, CancellationToken cancellation)
    {
        string folder = Path.Combine(service.Folder, ServiceTests);
        if (!File.Exists(Path.Combine(folder, ModuleFolder.FileName)))
        {
            return null;
        }

        BuiltModule module = await ModuleBuilder.BuildAsync(ModuleFolder.Open(folder), root, options, cancellation);
        byte[] wasm = await File.ReadAllBytesAsync(module.WasmFile, cancellation);
        return new TestModule(module.Module, $"{service.Name} (service)", wasm, TestPlace.AfterAll);
    }

    private static async Task<T> CompileAsync<T>(string module, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (MarineException wrong)
        {
            throw new ProjectException($"the tests of {module}: {wrong.Message}");
        }
    }
}

using Fluence.Marine.Aqua;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;
using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Testing;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Examples;

/// <summary>The examples build, pass their own tests, and are what is kept of them compiled.</summary>
public sealed class ExampleTests
{
    [ToolchainTheory]
    [InlineData("greeting", 2)]
    [InlineData("kv", 4)]
    [InlineData("effector", 2)]
    public async Task An_example_builds_and_passes_its_tests(string name, int tests) => await CheckAsync(name, tests);

    [SqliteFact]
    public async Task A_real_library_in_c_builds_and_passes_its_tests() => await CheckAsync("sqlite", 3);

    [Fact]
    public void What_is_kept_compiled_runs_without_compilers()
    {
        using TestService greeting = TestService.Load(Path.Combine(Repository.Examples, "greeting"));
        Assert.Equal("Hi, Ada", greeting.Call<string>("greeting", "Ada"));
        Assert.Equal("greeting Ada", Assert.Single(greeting.Log).Message);

        using TestService effector = TestService.Load(Path.Combine(Repository.Examples, "effector"));
        Assert.Contains("tmp", effector.Call<Listing>("list", "/").Names);
    }

    [Fact]
    public void Notes_in_a_database_survive_a_restart()
    {
        using TestService notes = TestService.Load(Path.Combine(Repository.Examples, "sqlite"));
        Assert.Equal(1, notes.Call<long>("add", "buy milk"));
        notes.Restart();
        Assert.Equal(2, notes.Call<long>("add", "buy bread"));
        Assert.Equal([new Note(1, "buy milk"), new Note(2, "buy bread")], notes.Call<Note[]>("search", "buy"));
        Assert.Equal("3.49.2", notes.Call<string>("version"));
    }

    [Fact]
    public void A_call_that_fails_tells_why()
    {
        using TestService greeting = TestService.Load(Path.Combine(Repository.Examples, "greeting"));
        TestCallException error = Assert.Throws<TestCallException>(() => greeting.Call<string>("greeting", 1));
        Assert.StartsWith("greeting: ", error.Message, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(string name, int tests)
    {
        ProjectTarget target = ProjectTarget.Find(Path.Combine(Repository.Examples, name));
        List<TestResult> results = [];
        await foreach (TestResult result in ProjectTests.RunAsync(target, null, new BuildOptions(), default))
        {
            results.Add(result);
        }

        Assert.Equal(tests, results.Count);
        Assert.All(results, static result => Assert.Null(result.Failure));
        foreach (ModuleFolder module in target.Modules)
        {
            Assert.Equal(Aqua(Path.Combine(module.Folder, module.Yaml.Name + ".wasm")), Aqua(WasmLocator.Find(module)));
        }
    }

    private static string Aqua(string file) => AquaInterface.Print(
        ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(File.ReadAllBytes(file)))), "example", null);

    private sealed record Listing(string[] Names, string Error);

    private sealed record Note(long Id, string Text);
}

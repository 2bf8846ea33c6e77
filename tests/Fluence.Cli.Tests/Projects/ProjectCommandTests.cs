using System.Runtime.CompilerServices;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Projects;

/// <summary>The commands about projects, as far as they need no compilers.</summary>
public sealed class ProjectCommandTests : IDisposable
{
    private const string Project = "version: 10\naquaDependencies: {}\n";

    private readonly TemporaryFolder _folder = new();

    public ProjectCommandTests() => _folder.Write("fluence.yaml", Project);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rust", "src/main.rs")]
    [InlineData("cpp", "src/greeting.cpp")]
    public async Task A_new_service_is_made_and_listed(string language, string source)
    {
        Outcome outcome = await CommandLine.RunAsync("service", "new", "hello", "--language", language, "--path", _folder.File("services"));
        Assert.Equal((ExitCodes.Success, ""), (outcome.ExitCode, outcome.Error));
        Assert.True(File.Exists(_folder.File($"services/hello/modules/hello/{source}")));
        Assert.Equal(Project + "services:\n  hello:\n    get: services/hello\n", Text("fluence.yaml"));
    }

    [Fact]
    public async Task A_module_is_added_to_a_service_and_removed()
    {
        string services = _folder.File("services"), service = Path.Combine(services, "hello");
        await CommandLine.RunAsync("service", "new", "hello", "--path", services);
        string before = Text("services/hello/service.yaml");
        await CommandLine.RunAsync("module", "new", "extra", "--language", "cpp", "--path", _folder.File("modules"), "--service", service);
        Assert.Equal(before + "  extra:\n    get: ../../modules/extra\n", Text("services/hello/service.yaml"));
        Assert.Contains(
            "has a module named 'extra' already",
            await CommandLine.FailAsync(ExitCodes.Failure, "module", "add", _folder.File("modules/extra"), "--service", service),
            StringComparison.Ordinal);
        Outcome removed = await CommandLine.RunAsync("module", "remove", "extra", "--service", service);
        Assert.Equal(ExitCodes.Success, removed.ExitCode);
        Assert.Equal(before, Text("services/hello/service.yaml"));
    }

    [Fact]
    public async Task A_module_without_a_project_carries_its_sdk()
    {
        using TemporaryFolder alone = new();
        await CommandLine.RunAsync("module", "new", "m", "--path", alone.Path);
        Assert.True(File.Exists(alone.File("m/.fluence/sdk/rust/fluence-sdk/Cargo.toml")));
        Assert.Contains("path = \".fluence/sdk/rust/fluence-sdk\"", File.ReadAllText(alone.File("m/Cargo.toml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_added_under_another_name()
    {
        await CommandLine.RunAsync("service", "new", "hello", "--path", _folder.File("services"));
        Outcome added = await CommandLine.RunAsync("service", "add", _folder.File("services/hello"), "--name", "other");
        Assert.Equal(ExitCodes.Success, added.ExitCode);
        Assert.EndsWith("  other:\n    get: services/hello\n", Text("fluence.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compiled_module_is_built_by_being_there()
    {
        string file = Kept();
        Outcome outcome = await CommandLine.RunAsync("build", Path.GetDirectoryName(file)!, "--json");
        JsonElement module = Assert.Single(JsonDocument.Parse(outcome.Output).RootElement.GetProperty("modules").EnumerateArray());
        Assert.Equal(("greeting", "compiled", file), (Text(module, "name"), Text(module, "type"), Text(module, "file")));
        Assert.True(module.GetProperty("unchanged").GetBoolean());
        string problem = await CommandLine.FailAsync(ExitCodes.Failure, "test", Path.GetDirectoryName(file)!, "--json");
        Assert.Contains("there are no tests", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_interfaces_of_a_project_are_declared_in_aqua()
    {
        Kept();
        Directory.CreateDirectory(_folder.File("s"));
        _folder.Write("s/service.yaml", "version: 0\nname: s\nmodules:\n  facade: { get: ../m }\n");
        _folder.Write("fluence.yaml", Project + "services:\n  hello: { get: s }\n");
        Assert.Equal(ExitCodes.Success, (await CommandLine.RunAsync("build", _folder.Path)).ExitCode);
        string aqua = Text(".fluence/aqua/services.aqua");
        Assert.StartsWith("aqua Services declares *\n\ndata Greeting:\n", aqua, StringComparison.Ordinal);
        Assert.Contains("service Hello(\"hello\"):\n  greet_all(names: []string) -> Greeting\n", aqua, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("test")]
    public async Task A_folder_without_a_project_is_an_error_of_one_line(string command)
    {
        using TemporaryFolder empty = new();
        string problem = await CommandLine.FailAsync(ExitCodes.Failure, command, empty.Path);
        Assert.Contains("there is no fluence.yaml, service.yaml or module.yaml", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_language_is_refused() => Assert.Equal(
        "fluence: --language is 'go', expected rust or cpp",
        await CommandLine.FailAsync(ExitCodes.Failure, "service", "new", "hello", "--language", "go", "--path", _folder.File("s")));

    /// <summary>A module that is there compiled: an example's.</summary>
    private string Kept([CallerFilePath] string here = "")
    {
        Directory.CreateDirectory(_folder.File("m"));
        _folder.Write("m/module.yaml", "version: 1\nname: greeting\ntype: compiled\n");
        string file = _folder.File("m/greeting.wasm");
        File.Copy(Path.Combine(Path.GetDirectoryName(here)!, "../../../examples/greeting/greeting/greeting.wasm"), file);
        return file;
    }

    private string Text(string name) => File.ReadAllText(_folder.File(name));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

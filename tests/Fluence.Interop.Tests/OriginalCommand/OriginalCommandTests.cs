using System.Diagnostics;
using System.Text.Json;
using Fluence.Projects.Templates;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.OriginalCommand;

/// <summary>The original <c>fluence</c> command, 0.16.3 of npm, in our projects and on our peers.</summary>
public sealed class OriginalCommandTests : IAsyncLifetime
{
    private const string Folder = "cli";

    private readonly string _home = TestFolder.New();
    private readonly string _project = Path.Combine(TestFolder.New(), "hello");
    private PeerNetwork _network = null!;

    public async Task InitializeAsync() => _network = await PeerNetwork.StartAsync(2);

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [NodeFact(Folder)]
    public async Task It_takes_our_project_and_runs_a_function_on_our_peers()
    {
        NewProject.Create(_project, ProjectTemplate.Quickstart, GuestLanguage.Rust, null);
        string imports = await RunAsync("aqua", "imports", "--no-input");
        Assert.Contains(".fluence/aqua", imports, StringComparison.Ordinal);

        string file = Path.Combine(_project, "where.aqua");
        await File.WriteAllTextAsync(file, """
            aqua Where

            export where

            service Op("op"):
              concat_strings(left: string, right: string) -> string

            func where(peer: string, name: string) -> string, string:
              on peer:
                text <- Op.concat_strings(name, " was here")
              <- text, HOST_PEER_ID

            """);
        string data = JsonSerializer.Serialize(new { peer = _network.Id(1) });
        string output = await RunAsync(
            "run", "--input", file, "--func", "where(peer, \"somebody\")", "--data", data, "--relay", _network.Relay(0), "--quiet",
            "--no-input");
        Assert.Equal(["somebody was here", _network.Id(0)], JsonSerializer.Deserialize<string[]>(output)!);
    }

    [NodeFact(Folder)]
    public async Task It_compiles_the_functions_of_our_template_as_they_are_and_runs_them()
    {
        NewProject.Create(_project, ProjectTemplate.Quickstart, GuestLanguage.Rust, null);
        string output = await RunAsync(
            "run", "--func", "hello(\"x\")", "--relay", _network.Relay(0), "--quiet", "--no-input");
        Assert.Contains("deploy the service", output, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = NodeProgram.StartIn(
            _project, Folder, "node_modules/@fluencelabs/cli/bin/run.js",
            new Dictionary<string, string> { ["HOME"] = _home, ["FLUENCE_USER_DIR"] = _home, ["CI"] = "true" }, arguments);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().Soon();
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {output} {await error}");
        return output;
    }
}

using System.Diagnostics;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>
/// The original <c>fluence</c> command, 0.16.3 of npm, deploys by a deal to a network of ours. It knows only the usual ports: 8545 of the chain,
/// 8000 of the index, 5001 of IPFS and 9991 of the first peer.
/// </summary>
public sealed class OriginalCommandDealTests : IAsyncLifetime, IDisposable
{
    private const string Folder = "cli";

    private readonly TemporaryFolder _folder = new();

    private string Project => Path.Combine(_folder.Path, "hello");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (Directory.Exists(Project))
        {
            await OursAsync("local", "down");
        }
    }

    public void Dispose() => _folder.Dispose();

    [NodeFact(Folder)]
    public async Task It_uploads_pays_matches_and_our_peers_run_what_it_deployed()
    {
        Assert.Null(Anvil.Missing);
        await OursInAsync(_folder.Path, "init", "hello");
        await OursAsync("build");

        // it builds modules in a folder of the whole project, with tools that are not there
        string module = Directory.EnumerateFiles(Project, "hello.wasm", SearchOption.AllDirectories).First();
        string where = Path.Combine(Project, "target", "wasm32-wasi", "release");
        Directory.CreateDirectory(where);
        File.Copy(module, Path.Combine(where, "hello.wasm"));

        await OursAsync("local", "up", "--detach", "--epoch", "8");
        await Eventually.TrueAsync(
            async () => (await OursAsync("provider", "cc-info")).Contains("Active", StringComparison.Ordinal), "the commitments are active");
        string deployed = await OriginalAsync("deploy", "default", "--no-build", "--env", "local", "--no-input");
        Assert.Equal(3, deployed.Split("Compute unit: ").Length - 1);

        await Eventually.TrueAsync(
            async () => (await OursAsync("deal", "info")).Contains("status         Active", StringComparison.Ordinal), "the deal is active");
        await Eventually.TrueAsync(
            async () => (await OursAsync("run", "-f", "hello(\"Ada\")")).Contains(", Ada", StringComparison.Ordinal), "its service answers");
        Assert.Contains(", Ada", await OriginalAsync(
            "run", "--func", "hello(\"Ada\")", "--env", "local", "--quiet", "--no-input"), StringComparison.Ordinal);
        await OriginalAsync("deal", "stop", "default", "--env", "local", "--no-input");
        Assert.Contains("Ended", await OursAsync("deal", "info"), StringComparison.Ordinal);
    }

    private Task<string> OursAsync(params string[] args) => OursInAsync(Project, args);

    private async Task<string> OursInAsync(string folder, params string[] args)
    {
        Dictionary<string, string> environment = new()
        {
            ["FLUENCE_ANVIL"] = Anvil.File, ["FLUENCE_USER_DIR"] = Path.Combine(_folder.Path, "user"),
        };
        await using FluenceProcess process = FluenceProcess.StartIn(folder, environment, args);
        process.Input.Close();
        string output = await process.Output.ReadToEndAsync().Soon();
        int exit = await process.ExitAsync();
        Assert.True(exit == ExitCodes.Success, $"fluence {string.Join(' ', args)}: {output} {await process.Error}");
        return output;
    }

    private async Task<string> OriginalAsync(params string[] args)
    {
        string home = Path.Combine(_folder.Path, "home");
        Directory.CreateDirectory(home);
        using Process process = NodeProgram.StartIn(
            Project, Folder, "node_modules/@fluencelabs/cli/bin/run.js",
            new Dictionary<string, string> { ["HOME"] = home, ["FLUENCE_USER_DIR"] = home, ["CI"] = "true" }, args);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().Soon();
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {output} {await error}");
        return output + await error;
    }
}

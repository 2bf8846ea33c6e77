using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Aqua;
using Fluence.Cli.Build;
using Fluence.Cli.Deploy;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Cli.Watching;
using Fluence.Client;
using Fluence.Projects;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Dev;

/// <summary>A project under work: keeps the client, and what the project was like when it was last deployed.</summary>
internal sealed class DevSession(ParseResult parsed, ProjectContext initial, RunSources sources, ConnectionOptions connection)
    : IAsyncDisposable
{
    private readonly Screen _screen = new(parsed.Out());
    private ProjectContext _project = initial;
    private ProjectSnapshot? _deployed;
    private FluenceClient? _client;
    private IDisposable? _console;

    /// <summary>The call that is made; null for none.</summary>
    public string? Call { get; init; }

    /// <summary>What names in the call stand for.</summary>
    public string? Data { get; init; }

    /// <summary>A file with more of them.</summary>
    public string? DataPath { get; init; }

    /// <summary>Whether the way of each call is shown.</summary>
    public bool WithTrace { get; init; }

    /// <summary>Where content is uploaded to; null for the usual.</summary>
    public string? Ipfs { get; init; }

    /// <summary>How modules are built.</summary>
    public BuildOptions Build { get; init; } = new();

    /// <summary>Builds and deploys what has changed, and makes the call. Mistakes are told, and the next change is waited for.</summary>
    /// <returns>What the project was like.</returns>
    public async Task<IWatched> CatchUpAsync(CancellationToken cancellation)
    {
        ProjectSnapshot now = ProjectSnapshot.Of(_project.Root);
        long start = Stopwatch.GetTimestamp();
        try
        {
            IReadOnlyList<string> changed = _deployed?.ChangesTo(now) ?? [];
            if (_deployed is null || changed.Any(IsDeployed))
            {
                _project = ProjectContext.Require();
                await DeployAsync(cancellation);
            }

            _deployed = now;
            foreach (string file in changed)
            {
                _screen.Say($"{Screen.Escape(DiagnosticOutput.Shown(file))} changed");
            }

            await CallAsync(start, cancellation);
        }
        catch (Exception mistake) when (mistake is CommandException or ProjectException or Fluence.Marine.MarineException or IOException)
        {
            _screen.Say($"[red]✗[/] {Screen.Escape(mistake.Message)}");
        }

        return now;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _console?.Dispose();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    // sources that the function is made of need no deployment
    private bool IsDeployed(string file) => Path.GetExtension(file) != ".aqua"
        || _project.Yaml.Spells.Values.Any(spell => file.StartsWith(Path.GetFullPath(spell.Get, _project.Root), StringComparison.Ordinal));

    private async Task DeployAsync(CancellationToken cancellation)
    {
        ProjectTarget target = ProjectTarget.Find(_project.Root);
        ImmutableArray<BuiltModule> built = await ProjectBuild.RunAsync(target, Build, cancellation);
        long start = Stopwatch.GetTimestamp();
        FluenceClient client = await ClientAsync(cancellation);
        using ContentUpload content = ContentUpload.Open(Ipfs, _project);
        PeerNames names = new(_project.Local.Load(), ImmutableDictionary<string, string>.Empty, "");
        Deployer deployer = new(_project, client, connection.Ttl(parsed), (host, what) =>
            _screen.Say($"  {Screen.Escape(names.Of(host))}  {Screen.Escape(what)}"));
        DeploymentPlans plans = new(_project, target, built, [], DateTimeOffset.UtcNow);
        foreach (string name in DeploymentPlans.Names(_project.Yaml, onlyHosts: false))
        {
            await deployer.DeployAsync(plans.Of(name, null), content, cancellation);
        }

        double building = built.Sum(static each => each.Elapsed.TotalMilliseconds);
        _screen.Say($"[green]✓[/] deployed in {Millis(start)} ms, after {building:F0} ms of building");
    }

    private async Task CallAsync(long start, CancellationToken cancellation)
    {
        if (Call is null)
        {
            _screen.Say($"[green]✓[/] up to date after {Millis(start)} ms; --func makes a call after every change");
            return;
        }

        FunctionCallText call = FunctionCallText.Parse(Call);
        AquaFunctionOutput compiled = sources.Find(call.Name, _project, parsed, new AquaFileSources());
        FunctionRun run = FunctionRun.Prepare(call, CallData.Read(Data, DataPath), compiled, sources.HasEmptyResponse(parsed));
        FluenceClient client = await ClientAsync(cancellation);
        FunctionAnswer answer = await run.AskAsync(client, connection.Ttl(parsed), cancellation);
        await new RunReport(parsed, _project) { WithTrace = WithTrace }.WriteAsync(client, answer, cancellation);
        _screen.Say($"[green]✓[/] answered {Millis(start)} ms after the change was seen");
    }

    private async Task<FluenceClient> ClientAsync(CancellationToken cancellation)
    {
        if (_client is null)
        {
            _client = await connection.ConnectAsync(parsed, _project, cancellation);
            _console = ConsoleService.Register(_client, parsed.Err());
        }

        return _client;
    }

    private static string Millis(long start) => $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0}";
}

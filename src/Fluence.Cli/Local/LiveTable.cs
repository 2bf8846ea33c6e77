using System.Globalization;
using Spectre.Console;

namespace Fluence.Cli.Local;

/// <summary>The peers and how they are, on a terminal; it is drawn anew every second. Elsewhere nothing is shown.</summary>
internal sealed class LiveTable(TextWriter output, LocalNetwork network)
{
    private readonly bool _isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected
        && AnsiConsole.Profile.Capabilities.Ansi;

    private IReadOnlyList<PeerStatus> _last = [];

    /// <summary>Shows the peers for as long as a task takes, which is told how they are.</summary>
    /// <param name="work">The task; it calls what it is given whenever time has passed.</param>
    public Task RunAsync(Func<Func<CancellationToken, Task<IReadOnlyList<PeerStatus>>>, Task> work) => !_isTerminal
        ? work(AskAsync)
        : AnsiConsole.Live(Draw([])).AutoClear(false).StartAsync(context => work(async cancellation =>
        {
            IReadOnlyList<PeerStatus> now = await AskAsync(cancellation);
            context.UpdateTarget(Draw(now));
            _last = now;
            return now;
        }));

    private async Task<IReadOnlyList<PeerStatus>> AskAsync(CancellationToken cancellation)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(1) };
        return await Task.WhenAll(network.Load().Select(peer => PeerStatus.AskAsync(http, peer, cancellation)));
    }

    private Table Draw(IReadOnlyList<PeerStatus> statuses)
    {
        Table table = new Table().Border(TableBorder.None)
            .AddColumns("peer", "state", "connections", "services", "particles/s", "calls/s", "memory");
        foreach (PeerStatus status in statuses)
        {
            PeerStatus? before = _last.FirstOrDefault(each => each.Peer.Number == status.Peer.Number);
            string colour = status.State switch { "running" => "green", "unwell" => "yellow", _ => "red" };
            table.AddRow(
                status.Peer.Name, $"[{colour}]{status.State}[/]", Number(status.Connections), Number(status.Services),
                Number(Math.Max(0, status.Particles - (before?.Particles ?? status.Particles))),
                Number(Math.Max(0, status.Calls - (before?.Calls ?? status.Calls))), $"{status.MemoryBytes >> 20} MiB");
        }

        return table;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

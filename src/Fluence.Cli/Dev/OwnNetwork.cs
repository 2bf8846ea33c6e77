using System.CommandLine;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Run;

namespace Fluence.Cli.Dev;

/// <summary>A local network for as long as a command runs; one that ran already is used and left running.</summary>
internal sealed class OwnNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly LocalNetwork _network;
    private readonly bool _isOwn;

    private OwnNetwork(LocalNetwork network, bool isOwn)
    {
        _network = network;
        _isOwn = isOwn;
    }

    /// <summary>Starts the network of a project unless it runs.</summary>
    public static async Task<OwnNetwork> EnsureAsync(
        ParseResult parsed, ProjectContext project, int peers, CancellationToken cancellation)
    {
        LocalNetwork network = project.Local;
        if (network.Load().Any(PeerProcess.IsRunning))
        {
            return new OwnNetwork(network, isOwn: false);
        }

        await new Screen(parsed.Out()).WhileAsync($"starting {peers} peers …", () => NetworkStarter.StartAsync(
            network, peers, LocalPorts.Default, project.Key(null).PeerId, Patience, cancellation));
        parsed.Out().WriteLine($"started {peers} peers, which stop with this command");
        return new OwnNetwork(network, isOwn: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isOwn)
        {
            await NetworkStarter.StopAsync(_network, _network.Load(), CancellationToken.None);
        }
    }
}

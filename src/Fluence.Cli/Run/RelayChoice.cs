using Fluence.Cli.Chain;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Cli.Run;

/// <summary>Which relays a command goes by.</summary>
internal static class RelayChoice
{
    /// <summary>
    /// The relays that were given; otherwise those of the project's own environment; otherwise the peers of the local network that run.
    /// </summary>
    /// <param name="given">Addresses, or names of local peers such as <c>peer-0</c>.</param>
    /// <param name="configured">The relays of the project.</param>
    /// <param name="local">The local network.</param>
    /// <exception cref="CommandException">An address is none, or there is no relay.</exception>
    public static IReadOnlyList<Multiaddr> Of(IReadOnlyList<string> given, IReadOnlyList<string> configured, LocalNetwork local)
    {
        IReadOnlyList<LocalPeer> peers = local.Load();
        if (given.Count > 0)
        {
            return [.. given.Select(relay => Read(relay, "--relay", peers))];
        }

        if (configured.Count > 0)
        {
            return [.. configured.Select(relay => Read(relay, "customFluenceEnv.relays of fluence.yaml", peers))];
        }

        Multiaddr[] running = [.. peers.Where(PeerProcess.IsRunning).Select(static peer => Multiaddr.Parse(peer.WebSocketAddress))];
        return running.Length > 0
            ? running
            : throw new CommandException(
                "there is no relay to go by: no local network runs here. Start one with `fluence local up --detach`, "
                + "or name a peer with --relay /ip4/…/tcp/…/ws/p2p/12D3KooW…");
    }

    /// <summary>The relays that were given; otherwise those of a network.</summary>
    /// <param name="given">Addresses, or names of local peers such as <c>peer-0</c>.</param>
    /// <param name="project">The project.</param>
    /// <param name="network">The network's name; null for that of the project.</param>
    /// <exception cref="CommandException">An address is none, there is no such network, or no relay of it is known.</exception>
    public static IReadOnlyList<Multiaddr> Of(IReadOnlyList<string> given, ProjectContext project, string? network)
    {
        string? name = network is null ? null : Networks.Require(network, "the network");
        return name is null or Networks.Local || given.Count > 0 ? Of(given, name is null ? project.Relays : [], project.Local)
            : name == Networks.Custom && project.Relays.Count > 0 ? Of([], project.Relays, project.Local)
            : throw new CommandException(name == Networks.Custom
                ? "the network custom has no relays: customFluenceEnv.relays of fluence.yaml names them"
                : $"no relay of the network {name} is known; name one with --relay /dns4/…/wss/p2p/12D3KooW…");
    }

    private static Multiaddr Read(string text, string source, IReadOnlyList<LocalPeer> peers)
    {
        if (peers.FirstOrDefault(peer => peer.Name == text || peer.PeerId == text) is { } local)
        {
            return Multiaddr.Parse(local.WebSocketAddress);
        }

        if (!Multiaddr.TryParse(text, out Multiaddr? address))
        {
            string known = peers.Count > 0 ? $", or one of {string.Join(", ", peers.Select(static peer => peer.Name))}" : "";
            throw new CommandException(
                $"{source} is '{text}', expected an address such as /ip4/127.0.0.1/tcp/9991/ws/p2p/12D3KooW…{known}");
        }

        return address.PeerId is not null
            ? address
            : throw new CommandException($"{source} is '{text}', which must end in /p2p/ and the relay's peer id");
    }
}

using Fluence.Cli.Output;

namespace Fluence.Cli.Local;

/// <summary>The process of one local peer: this same program, run as <c>peer run</c>, with its output in the peer's log file.</summary>
internal static class PeerProcess
{
    /// <summary>Starts the peer.</summary>
    public static int Start(LocalPeer peer)
    {
        (string program, IReadOnlyList<string> first) = OwnProgram.Find();
        string[] command = [program, .. first, "peer", "run", "--config", peer.ConfigFile];
        return BackgroundProcess.Start(peer.LogFile, command, peer.ConfigFile).ProcessId;
    }

    /// <summary>Whether the peer's process is there.</summary>
    public static bool IsRunning(LocalPeer peer) => Of(peer).IsRunning;

    /// <summary>The memory of the peer's process in bytes; null when it does not run.</summary>
    public static long? MemoryOf(LocalPeer peer) => Of(peer).Memory;

    /// <summary>Ends the peer's process at once.</summary>
    public static void Kill(LocalPeer peer) => Of(peer).Kill();

    /// <summary>Asks the peer to stop and waits for it; a peer that does not obey is killed.</summary>
    public static Task StopAsync(LocalPeer peer, CancellationToken cancellation) => Of(peer).StopAsync(cancellation);

    private static BackgroundProcess Of(LocalPeer peer) => new(peer.ProcessId, peer.ConfigFile);
}

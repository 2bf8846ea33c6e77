using System.Collections.Immutable;

namespace Fluence.Cli.Quickstart;

/// <summary>What a local peer still has on its disk of deals that are over. Its own decider is a spell too, and stays.</summary>
internal static class PeerLeftovers
{
    private const int OwnSpells = 1;

    /// <summary>What is left in a peer's folder; empty if nothing is.</summary>
    public static ImmutableArray<string> Find(string folder)
    {
        string modules = Path.Combine(folder, "persistent", "modules"), services = Path.Combine(folder, "persistent", "services");
        string[] spells = Directory.Exists(services) ? Directory.GetDirectories(services) : [];
        return
        [
            .. Directory.Exists(modules) ? Directory.GetFiles(modules) : [],
            .. spells.Length > OwnSpells ? spells : [],
        ];
    }
}

using System.Security.Cryptography;
using System.Text;
using Fluence.Crypto;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>A particle in a network of peers, all of it decided by this record.</summary>
/// <param name="Seed">Decides the order of events.</param>
/// <param name="Script">The script; peers are <c>@0</c> (the init peer), <c>@1</c>, …</param>
/// <param name="Peers">How many peers, 2 to 6.</param>
/// <param name="MostInvokes">When to stop at the latest.</param>
/// <param name="Duplicates">How likely a delivery comes again, in percent.</param>
/// <param name="Losses">How likely a delivery is lost, in percent.</param>
/// <param name="Mutations">How many mutated invokes are tried for each one that counts, in percent.</param>
internal sealed record NetworkCase(
    int Seed, string Script, int Peers, int MostInvokes = 40, int Duplicates = 0, int Losses = 0, int Mutations = 0)
{
    public const int MostPeers = 6;

    /// <summary>The keys of the peers.</summary>
    public static IReadOnlyList<KeyPair> Keys { get; } = [.. Enumerable.Range(0, MostPeers).Select(static peer =>
        KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes($"peer {peer}"))))];

    /// <summary>The ids of the peers.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Keys.Select(static key => key.PeerId.ToString())];

    /// <summary>The script with ids instead of <c>@0</c>, <c>@1</c>, …</summary>
    public string Air
    {
        get
        {
            StringBuilder air = new(Script);
            for (int peer = 0; peer < MostPeers; peer++)
            {
                air.Replace($"@{peer}", Ids[peer]);
            }

            return air.ToString();
        }
    }

    /// <summary>The random case of a seed.</summary>
    public static NetworkCase Random(int seed, int mutations = 0)
    {
        Random random = new(seed);
        int peers = random.Next(2, MostPeers + 1);
        string script = ScriptGenerator.Generate(random, peers, 6 + random.Next(50));
        bool calm = random.Next(3) == 0;
        return new NetworkCase(
            seed, script, peers, 12 + random.Next(30), calm ? 0 : random.Next(30), calm ? 0 : random.Next(12), mutations);
    }

    /// <summary>The case as it would stand in a test.</summary>
    public override string ToString() =>
        $"new NetworkCase({Seed}, \"\"\"\n    {Script.ReplaceLineEndings("\n")}\n    \"\"\", Peers: {Peers}, MostInvokes: {MostInvokes}, "
        + $"Duplicates: {Duplicates}, Losses: {Losses}, Mutations: {Mutations})";
}

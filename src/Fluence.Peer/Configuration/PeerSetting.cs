namespace Fluence.Peer.Configuration;

/// <summary>
/// One key of the configuration: its name in files, its environment variable and its flag are all derived from <paramref name="Key"/>.
/// </summary>
/// <param name="Key">The key, in snake case, as in the original's configuration where that has it.</param>
/// <param name="Help">What it does and in which unit.</param>
/// <param name="Apply">Takes a value; null when the text is no such value.</param>
/// <param name="Print">The value as text that <paramref name="Apply"/> takes.</param>
/// <param name="Expected">What a value looks like, for error texts.</param>
public sealed record PeerSetting(
    string Key, string Help, Func<PeerConfig, string, PeerConfig?> Apply, Func<PeerConfig, string> Print, string Expected)
{
    /// <summary>The environment variable: <c>FLUENCE_</c> and the key in upper case.</summary>
    public string EnvironmentVariable => "FLUENCE_" + Key.ToUpperInvariant();

    /// <summary>The flag: the key with hyphens.</summary>
    public string Flag => "--" + Key.Replace('_', '-');
}

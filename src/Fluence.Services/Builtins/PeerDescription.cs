namespace Fluence.Services.Builtins;

/// <summary>What a peer tells of itself to scripts.</summary>
/// <param name="ExternalAddresses">The addresses under which the peer can be reached, as multiaddr texts.</param>
public sealed record PeerDescription(Func<IReadOnlyList<string>> ExternalAddresses)
{
    /// <summary>The version of this program.</summary>
    public string NodeVersion { get; init; } = "0.1.0";

    /// <summary>The version of the interpreter that this peer's data is compatible with.</summary>
    public string AirVersion { get; init; } = "0.62.0";

    /// <summary>The version of the spells' functions; empty where there are no spells.</summary>
    public string SpellVersion { get; init; } = string.Empty;

    /// <summary>Paths of binaries that services may run.</summary>
    public IReadOnlyList<string> AllowedBinaries { get; init; } = [];
}

using System.Collections.Immutable;
using System.Text.Json;
using Fluence.Ethereum;

namespace Fluence.Market;

/// <summary>The code of the contracts, as it is deployed, by their names.</summary>
/// <param name="codeOf">The creation code of a contract.</param>
public sealed class ContractCode(Func<string, byte[]> codeOf)
{
    private static readonly Lazy<ImmutableDictionary<string, byte[]>> Artifacts = new(static () =>
        typeof(ContractCode).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".json", StringComparison.Ordinal))
            .ToImmutableDictionary(static name => name[..^".json".Length], Read, StringComparer.Ordinal));

    /// <summary>The contracts of this repository.</summary>
    public static ContractCode Own { get; } = new(static name => Artifacts.Value.TryGetValue(name, out byte[]? code)
        ? code
        : throw new ArgumentException(
            $"there is no contract {name}; there are {string.Join(", ", Artifacts.Value.Keys.Order())}", nameof(name)));

    /// <summary>What makes a contract: its code and its encoded arguments.</summary>
    public byte[] Of(string contract, byte[]? arguments = null) => [.. codeOf(contract), .. arguments ?? []];

    private static byte[] Read(string resource)
    {
        using Stream stream = typeof(ContractCode).Assembly.GetManifestResourceStream(resource)!;
        using JsonDocument artifact = JsonDocument.Parse(stream);
        return Hex.Parse(artifact.RootElement.GetProperty("bytecode").GetString()!);
    }
}

using System.CommandLine;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider gen</c>: the configurations of a provider's peers.</summary>
internal static class GenCommand
{
    public static Command Create() => new("gen", "Write the configurations of the peers of provider.yaml, and keys for new ones.");
}

using System.Collections.Immutable;
using Fluence.Cli.Output;
using Fluence.Cli.Run;

namespace Fluence.Cli.Chain;

/// <summary>The names of networks.</summary>
internal static class Networks
{
    /// <summary>The one on this machine.</summary>
    public const string Local = "local";

    /// <summary>The one that <c>fluence.yaml</c> describes.</summary>
    public const string Custom = "custom";

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } = [Local, "dar", "kras", "stage", "testnet", "mainnet", Custom];

    /// <summary>A network's name, if it is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="source">Where it stands, for the message.</param>
    /// <exception cref="CommandException">It is none.</exception>
    public static string Require(string name, string source) => All.Contains(name) ? name
        : throw new CommandException($"{source} is '{name}', expected {string.Join(", ", All)}");

    /// <summary>The network whose contracts a network uses.</summary>
    public static string ContractsOf(string network, ProjectContext project) =>
        network == Custom ? project.Yaml.CustomFluenceEnv?.ContractsEnv ?? Custom : network;
}

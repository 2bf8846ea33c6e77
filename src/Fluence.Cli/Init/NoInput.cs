using System.CommandLine;

namespace Fluence.Cli.Init;

/// <summary><c>--no-input</c>, which all commands of the original have. These never ask.</summary>
internal static class NoInput
{
    public static Option<bool> Option() => new("--no-input") { Description = "Taken for the original's sake; commands never ask." };
}

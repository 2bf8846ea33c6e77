using System.CommandLine;

namespace Fluence.Cli.Init;

/// <summary>Options that the original's commands have and ours do not need: scripts that say them go on working.</summary>
internal static class OriginalOptions
{
    /// <summary>An option without a value.</summary>
    /// <param name="why">Why it is not needed.</param>
    /// <param name="name">Its name.</param>
    public static Option<bool> Flag(string why, string name) =>
        new(name) { Description = Description(why), Hidden = true };

    /// <summary>An option with a value.</summary>
    /// <param name="why">Why it is not needed.</param>
    /// <param name="name">Its name.</param>
    public static Option<string?> Value(string why, string name) => new(name) { Description = Description(why), Hidden = true };

    private static string Description(string why) => $"Taken for the original's sake: {why}.";
}

using Fluence.Cli.Output;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Build;

/// <summary>Chooses entries of a project's file by names with commas between them.</summary>
internal static class NamedEntries
{
    /// <summary>The entries of the names, in their order.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="names">The names.</param>
    /// <param name="kind">What an entry is, for the message.</param>
    /// <param name="file">Where entries are, for the message.</param>
    /// <exception cref="CommandException">There is no entry of a name.</exception>
    public static List<T> Choose<T>(IReadOnlyDictionary<string, T> entries, string names, string kind, string file) =>
    [
        .. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name =>
            entries.TryGetValue(name, out T? entry) ? entry : throw Unknown(name, entries.Keys, kind, file)),
    ];

    private static CommandException Unknown(string name, IEnumerable<string> names, string kind, string file)
    {
        string? nearest = Spelling.Nearest(name, names);
        return new CommandException($"{file} has no {kind} '{name}'{(nearest is null ? "" : $", did you mean '{nearest}'?")}");
    }
}

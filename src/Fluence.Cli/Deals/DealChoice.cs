using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ethereum;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deals;

/// <summary>Which deals a command is about: by the names of deployments, or by their addresses.</summary>
internal sealed class DealChoice
{
    private readonly Argument<string?> _names = new("names")
    {
        Description = "The names of deployments, separated by commas; all without it.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _ids = new("--deal-ids")
    {
        Description = "The addresses of deals, separated by commas, instead of names.",
    };

    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_ids);
    }

    /// <summary>The deals, and what they are called.</summary>
    /// <exception cref="CommandException">A name is of no deployment, or there are none.</exception>
    public ImmutableArray<(string Name, Address Deal)> Of(ParseResult parsed, ProjectContext project, string network)
    {
        string? names = parsed.GetValue(_names);
        if (parsed.GetValue(_ids) is { } ids)
        {
            return names is null
                ? [.. Split(ids).Select(static id => (id, Parse(id)))]
                : throw new CommandException("names of deployments and --deal-ids are two ways to name deals, give one of them");
        }

        ImmutableSortedDictionary<string, DealEntry> known = Known(project, network);
        if (names is null)
        {
            return !known.IsEmpty ? [.. known.Select(static deal => (deal.Key, Parse(deal.Value.DealIdOriginal)))]
                : throw new CommandException($"no deal was made on the network {network} here; `fluence deploy` makes them, "
                    + "--deal-ids names deals of elsewhere");
        }

        return
        [
            .. Split(names).Select(name => known.TryGetValue(name, out DealEntry? deal)
                ? (name, Parse(deal.DealIdOriginal))
                : throw new CommandException($"no deal was made for '{name}' on the network {network} here; there is "
                    + string.Join(", ", known.Keys.DefaultIfEmpty("none")))),
        ];
    }

    /// <summary>The deals that were made in a project.</summary>
    public static ImmutableSortedDictionary<string, DealEntry> Known(ProjectContext project, string network) =>
        project.Folder is { } folder
            ? WorkersYaml.Load(folder.WorkersFile).Deals.GetValueOrDefault(network, ImmutableSortedDictionary<string, DealEntry>.Empty)
            : ImmutableSortedDictionary<string, DealEntry>.Empty;

    /// <summary>Reads a deal's address.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static Address Parse(string text) => Address.TryParse(text, out Address deal) ? deal
        : throw new CommandException($"'{text}' is no address of a deal: expected 0x and 40 hexadecimal digits");

    private static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

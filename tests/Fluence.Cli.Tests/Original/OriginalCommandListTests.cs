using System.CommandLine;

namespace Fluence.Cli.Tests.Original;

/// <summary>
/// Every command of the original 0.16.3, its other names, arguments and options are ours too, or docs/COMPATIBILITY.md says why not: as
/// <c>`local up --build`</c> for an option, as <c>`chain proof`</c> for a command.
/// </summary>
public sealed class OriginalCommandListTests
{
    private static readonly string Compatibility = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "COMPATIBILITY.md"));

    private static readonly string Listed = Missing();

    private static readonly RootCommand Ours = FluenceCommand.Create();

    public static TheoryData<string> Lines => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Original", "commands-0.16.3.txt"))
        .Where(static line => !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_command_of_the_original_is_ours_too_or_its_absence_is_listed(string line)
    {
        (string name, string[] others, int arguments, string[] options) = Parse(line);
        if (Find(name.Split(' ')) is not { } command)
        {
            Assert.True(IsListed(name), $"there is no command `{name}`, and docs/COMPATIBILITY.md does not say why");
            return;
        }

        string[] parent = name.Split(' ')[..^1];
        string[] missing =
        [
            .. others.Where(other => Find([.. parent, other]) != command).Select(other => string.Join(' ', [.. parent, other])),
            .. options.Where(option => !Options(name.Split(' ')).Contains(option)).Select(option => $"{name} {option}"),
        ];
        Assert.All(missing, static each => Assert.True(IsListed(each), $"`{each}` is missing, and docs/COMPATIBILITY.md does not say why"));
        Assert.True(
            command.Arguments.Count >= arguments || IsListed($"{name} ARGUMENT"), $"`{name}` takes fewer arguments than the original");

        // what is there is not told as missing
        Assert.DoesNotContain(options.Select(option => $"{name} {option}").Except(missing), IsListed);
        Assert.False(IsListed(name), $"`{name}` is there, but listed in docs/COMPATIBILITY.md as missing");
    }

    private static bool IsListed(string what) => Listed.Contains($"`{what}`", StringComparison.Ordinal);

    /// <summary>The first column of the table.</summary>
    private static string Missing()
    {
        const string heading = "## Command line\n";
        int start = Compatibility.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, "docs/COMPATIBILITY.md has no section Command line");
        int end = Compatibility.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
        return string.Join('\n', Compatibility[start..(end < 0 ? Compatibility.Length : end)].Split('\n')
            .Where(static line => line.StartsWith('|')).Select(static line => line.Split('|')[1]));
    }

    private static Command? Find(IEnumerable<string> path)
    {
        Command? found = Ours;
        foreach (string word in path)
        {
            found = found?.Subcommands.FirstOrDefault(each => each.Name == word || each.Aliases.Contains(word));
        }

        return found;
    }

    /// <summary>The names of the options of a command, those that it has from the commands above it included.</summary>
    private static HashSet<string> Options(string[] path) =>
    [
        .. Enumerable.Range(0, path.Length)
            .SelectMany(depth => Find(path[..depth])!.Options.Where(static option => option.Recursive))
            .Concat(Find(path)!.Options)
            .SelectMany(static option => option.Aliases.Append(option.Name)),
    ];

    private static (string Name, string[] Others, int Arguments, string[] Options) Parse(string line)
    {
        string[] parts = [.. line.Split('|').Select(static part => part.Trim())];
        return (parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), int.Parse(parts[2]),
            parts[3].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

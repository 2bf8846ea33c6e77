using System.CommandLine;
using Fluence.Aqua.Linking;
using Fluence.Cli.Build;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>The file or folder that a command looks at, and where it finds what is imported.</summary>
internal sealed class SourceOptions
{
    private const string Extension = ".aqua", Packages = "node_modules";

    public Argument<string> Target { get; } = new("target")
    {
        Description = "A source, or a folder with sources; the present folder by default.", DefaultValueFactory = _ => ".",
    };

    private Option<string[]> ImportFolders { get; } = new("--import", "-I")
    {
        Description = "A folder in which imports are looked for; so are those of the project and node_modules beside the sources or above.",
    };

    private Option<string[]> Maps { get; } = new("--import-map")
    {
        Description = "Where imports that begin with a prefix are: PREFIX=DIR, or a file with {\"PATH\": {\"PREFIX\": \"DIR\"}}.",
    };

    private Option<string[]> Constants { get; } = new("--const") { Description = "A constant that sources see, as NAME=VALUE." };

    public void AddTo(Command command)
    {
        command.Add(Target);
        command.Add(ImportFolders);
        command.Add(Maps);
        command.Add(Constants);
    }

    /// <summary>The constants that were given; null where one is wrong, which is then said.</summary>
    public AquaConstants? ReadConstants(ParseResult parsed, string command)
    {
        try
        {
            return AquaConstants.Parse(parsed.GetValue(Constants) ?? []);
        }
        catch (FormatException wrong)
        {
            parsed.Err().WriteLine($"fluence aqua {command}: --const {wrong.Message}; see fluence aqua {command} --help");
            return null;
        }
    }

    /// <summary>Where imports are looked for; null where a map is wrong, which is then said.</summary>
    public AquaImports? ReadImports(ParseResult parsed, string command)
    {
        List<string> folders = [.. parsed.GetValue(ImportFolders) ?? []];
        folders.AddRange(ProjectImports.Of(parsed.GetValue(Target)!));
        folders.AddRange(PackageFolders(parsed.GetValue(Target)!));
        try
        {
            return AquaImports.ByPrefix(ImportMaps.Read(parsed.GetValue(Maps) ?? [], folders));
        }
        catch (FormatException wrong)
        {
            parsed.Err().WriteLine($"fluence aqua {command}: --import-map {wrong.Message}; see fluence aqua {command} --help");
            return null;
        }
    }

    /// <summary>What a command fails with whose map was right when it began.</summary>
    public static CommandException WrongMap() => new("the import map cannot be read any more");

    /// <summary>The sources that were meant, in order of their paths; those in node_modules only where that is the folder itself.</summary>
    public static List<string> Files(string target)
    {
        if (File.Exists(target))
        {
            return [target];
        }

        if (!Directory.Exists(target))
        {
            throw new CommandException($"there is no file or folder '{target}'");
        }

        List<string> files = [.. Folders(target).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension))];
        files.Sort(StringComparer.Ordinal);
        return files.Count > 0 ? files : throw new CommandException($"there is no {Extension} file in '{target}'");
    }

    /// <summary>A folder and those in it in which sources are looked for.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(static inner => Path.GetFileName(inner) is not Packages and var name && !name.StartsWith('.'))
        .Where(static inner => new DirectoryInfo(inner).LinkTarget is null)
        .SelectMany(Folders).Prepend(folder);

    private static IEnumerable<string> PackageFolders(string target)
    {
        string? folder = Path.GetFullPath(Directory.Exists(target) ? target : Path.GetDirectoryName(Path.GetFullPath(target)) ?? ".");
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, Packages) is var packages && Directory.Exists(packages))
            {
                yield return packages;
            }
        }
    }
}

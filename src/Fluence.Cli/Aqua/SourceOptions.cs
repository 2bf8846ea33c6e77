using System.CommandLine;
using Fluence.Aqua.Linking;
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

    public Option<string[]> Folders { get; } = new("--import", "-I")
    {
        Description = "A folder in which imports are looked for; node_modules beside the sources or above is one by itself.",
    };

    private Option<string[]> Constants { get; } = new("--const") { Description = "A constant that sources see, as NAME=VALUE." };

    public void AddTo(Command command)
    {
        command.Add(Target);
        command.Add(Folders);
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

        List<string> files = [];
        Collect(target, files);
        files.Sort(StringComparer.Ordinal);
        return files.Count > 0 ? files : throw new CommandException($"there is no {Extension} file in '{target}'");
    }

    /// <summary>The folders in which imports are looked for.</summary>
    public static AquaImports Imports(string target, IEnumerable<string> folders)
    {
        List<string> all = [.. folders];
        string? folder = Path.GetFullPath(Directory.Exists(target) ? target : Path.GetDirectoryName(Path.GetFullPath(target)) ?? ".");
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string packages = Path.Combine(folder, Packages);
            if (Directory.Exists(packages))
            {
                all.Add(packages);
            }
        }

        return AquaImports.Folders(all);
    }

    private static void Collect(string folder, List<string> files)
    {
        files.AddRange(Directory.EnumerateFiles(folder, "*" + Extension));
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (name != Packages && !name.StartsWith('.') && new DirectoryInfo(inner).LinkTarget is null)
            {
                Collect(inner, files);
            }
        }
    }
}

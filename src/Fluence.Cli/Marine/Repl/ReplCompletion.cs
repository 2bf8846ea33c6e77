using Fluence.Marine.Services;

namespace Fluence.Cli.Marine.Repl;

/// <summary>What may stand where the cursor is.</summary>
internal static class ReplCompletion
{
    private static readonly string[] Commands = ["new", "load", "unload", "call", "interface", "stats", "envs", "fs", "help", "quit"];

    /// <summary>The words that continue a line: what may stand after its last space.</summary>
    public static IReadOnlyList<string> Complete(MarineService service, string line)
    {
        string[] words = line.Split(' ');
        return words switch
        {
            ["new" or "n", _, ..] => Files(string.Join(' ', words[1..])),
            ["load" or "l", _, _, ..] => Files(string.Join(' ', words[2..])),
            [var command] => Match(Commands, command),
            ["call" or "c" or "unload" or "u" or "envs" or "e" or "fs" or "f", var module] => Match(service.ModuleNames, module),
            ["call" or "c", var module, var function] when service.ModuleNames.Contains(module) =>
                Match(service.InterfaceOf(module).Functions.Select(static each => each.Name), function),
            _ => [],
        };
    }

    private static string[] Match(IEnumerable<string> candidates, string begun) =>
        [.. candidates.Where(word => word.StartsWith(begun, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The files and folders that begin so. Names may have spaces; of those only the last word is told.</summary>
    private static string[] Files(string begun)
    {
        string folder = begun[..(begun.LastIndexOf('/') + 1)];
        try
        {
            IEnumerable<string> entries = new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos()
                .Select(entry => folder + entry.Name + (entry.Attributes.HasFlag(FileAttributes.Directory) ? "/" : ""));
            return [.. Match(entries, begun).Select(entry => entry[(begun.LastIndexOf(' ') + 1)..])];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}

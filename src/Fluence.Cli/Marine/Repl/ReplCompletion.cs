using Fluence.Marine.Services;

namespace Fluence.Cli.Marine.Repl;

/// <summary>What may stand where the cursor is.</summary>
internal static class ReplCompletion
{
    private static readonly string[] Commands = ["new", "load", "unload", "call", "interface", "stats", "envs", "fs", "help", "quit"];

    /// <summary>The words that continue a line.</summary>
    public static IReadOnlyList<string> Complete(MarineService service, string line)
    {
        string[] words = line.Split(' ');
        string last = words[^1];
        IEnumerable<string> candidates = words.Length switch
        {
            1 => Commands,
            2 when words[0] is "call" or "c" or "unload" or "u" or "envs" or "e" or "fs" or "f" => service.ModuleNames,
            2 when words[0] is "new" or "n" => Files(last),
            3 when words[0] is "load" or "l" => Files(last),
            3 when words[0] is "call" or "c" && service.ModuleNames.Contains(words[1]) =>
                service.InterfaceOf(words[1]).Functions.Select(static function => function.Name),
            _ => [],
        };
        return [.. candidates.Where(word => word.StartsWith(last, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string[] Files(string begun)
    {
        string folder = Path.GetDirectoryName(begun) ?? "";
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder.Length == 0 ? "." : folder).Select(
                entry => Path.Combine(folder, Path.GetFileName(entry)) + (Directory.Exists(entry) ? "/" : ""))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}

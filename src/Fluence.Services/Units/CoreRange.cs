using System.Collections.Immutable;
using System.Globalization;

namespace Fluence.Services.Units;

/// <summary>Numbers of cores as text: <c>0-3,6</c>.</summary>
public static class CoreRange
{
    private const int Most = 4096;

    /// <summary>Reads numbers and ranges.</summary>
    public static bool TryParse(string text, out ImmutableArray<int> cores)
    {
        SortedSet<int> all = [];
        cores = [];
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = item.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TryNumber(ends[0], out int first) || !TryNumber(ends[^1], out int last) || first > last)
            {
                return false;
            }

            all.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        cores = [.. all];
        return true;
    }

    /// <summary>Writes them so that <see cref="TryParse"/> reads them.</summary>
    public static string Print(ImmutableArray<int> cores) => string.Join(',', cores
        .Select((core, index) => (core, group: core - index))
        .GroupBy(item => item.group)
        .Select(run => run.Count() == 1 ? Text(run.First().core) : $"{Text(run.First().core)}-{Text(run.Last().core)}"));

    private static string Text(int core) => core.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < Most;
}

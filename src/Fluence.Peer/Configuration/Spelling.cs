namespace Fluence.Peer.Configuration;

/// <summary>What a mistyped word may have been meant to be.</summary>
public static class Spelling
{
    private const int MostDifferences = 3;

    /// <summary>The candidate with the fewest differing characters; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = candidates.MinBy(candidate => Differences(word, candidate));
        return nearest is not null && Differences(word, nearest) <= Math.Min(MostDifferences, word.Length / 2) ? nearest : null;
    }

    private static int Differences(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

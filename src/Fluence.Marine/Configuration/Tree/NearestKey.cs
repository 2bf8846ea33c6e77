namespace Fluence.Marine.Configuration.Tree;

/// <summary>Finds the key that was probably meant.</summary>
internal static class NearestKey
{
    // longer words are no misspelt keys, and need not be compared
    private const int MaxLength = 64;

    /// <summary>The key with the fewest different letters, if they are at most a third of the word; null otherwise.</summary>
    public static string? Find(string word, IEnumerable<string> keys) => word.Length > MaxLength ? null : keys
        .Select(key => (Key: key, Distance: Distance(word, key)))
        .Where(each => each.Distance <= Math.Max(1, each.Key.Length / 3))
        .OrderBy(each => each.Distance).ThenBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => each.Key).FirstOrDefault();

    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(previous[j], current[j - 1]));
            }

            previous = current;
        }

        return previous[right.Length];
    }
}

namespace Fluence.Aqua.Diagnostics;

/// <summary>Names that someone may have meant.</summary>
internal static class SimilarNames
{
    private const int MaxLength = 64, MaxNames = 3;

    /// <summary>A hint with the names nearest to one that is unknown; null where none is near.</summary>
    internal static string? Hint(string name, IEnumerable<string> known)
    {
        string[] near = [.. known.Where(other => other.Length is > 0 and <= MaxLength)
            .Select(other => (Name: other, Distance: Distance(name, other)))
            .Where(other => other.Distance <= Math.Max(1, name.Length / 2))
            .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal)
            .Select(other => $"`{other.Name}`").Distinct().Take(MaxNames)];
        return near.Length == 0 ? null : $"did you mean {string.Join(" or ", near)}?";
    }

    private static int Distance(string left, string right)
    {
        if (left.Length > MaxLength)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[MaxLength + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}

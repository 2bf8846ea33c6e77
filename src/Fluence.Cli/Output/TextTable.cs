namespace Fluence.Cli.Output;

/// <summary>Aligned columns. Lines are never wrapped or shortened, so that what stands in them can be copied and searched.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <summary>Writes rows; the first is the heading.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Concat(row.Select((cell, column) => cell.PadRight(widths[column] + Gap))).TrimEnd());
        }
    }
}

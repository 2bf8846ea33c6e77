using System.Globalization;
using System.Text.RegularExpressions;

namespace Fluence.Ipfs.Rpc;

/// <summary>
/// Durations as kubo's clients write them: <c>10s</c>, <c>1m30s</c>, <c>500ms</c>; a bare number is milliseconds, as js clients send.
/// </summary>
internal static partial class GoDuration
{
    /// <summary>Reads a duration; false when there is none, or none that is longer than nothing.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text) || text.Length > 64 || !Whole().IsMatch(text))
        {
            return false;
        }

        double milliseconds = 0;
        foreach (Match part in Part().Matches(text))
        {
            double number = double.Parse(part.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            milliseconds += number * part.Groups[2].Value switch
            {
                "h" => 3_600_000,
                "m" => 60_000,
                "s" => 1000,
                "us" => 0.001,
                "ns" => 0.000_001,
                _ => 1,
            };
        }

        duration = TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue));
        return duration > TimeSpan.Zero;
    }

    [GeneratedRegex(@"^(\d+(\.\d+)?(h|m|s|ms|us|ns)?)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|m|us|ns|s)?")]
    private static partial Regex Part();
}

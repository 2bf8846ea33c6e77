using System.Globalization;
using System.Text.RegularExpressions;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>
/// Lengths of time as people write them: <c>100 days</c>, <c>1 month 12 h</c>, <c>90s</c>. A month is a twelfth of 365.25 days.
/// </summary>
public static partial class HumanDuration
{
    private const double Day = 86_400;
    private const double Year = 365.25 * Day;

    internal static TextShape Shape { get; } = new(new TextForm(
        @"^\s*(\d+(\.\d+)?\s*[A-Za-z]+[\s,]*)+$", "a time like '100 days' or '1 month 12 hours'"));

    /// <summary>Reads a length of time.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whole seconds, rounded down; null if the text is no length of time.</returns>
    public static long? Seconds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Shape.Form!.Matches(text))
        {
            return null;
        }

        double seconds = 0;
        foreach (Match part in Part().Matches(text))
        {
            if (UnitOf(part.Groups[2].Value) is not { } unit)
            {
                return null;
            }

            seconds += double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        }

        // what adds up to whole seconds may be a little below them in binary
        return seconds < long.MaxValue / 2 ? (long)Math.Floor(seconds + 1e-6) : null;
    }

    private static double? UnitOf(string name) => name.ToLowerInvariant() switch
    {
        "ms" or "millisecond" or "milliseconds" => 0.001,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hr" or "hrs" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => Day,
        "w" or "wk" or "week" or "weeks" => 7 * Day,
        "b" or "month" or "months" => Year / 12,
        "y" or "yr" or "year" or "years" => Year,
        _ => null,
    };

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*([A-Za-z]+)")]
    private static partial Regex Part();
}

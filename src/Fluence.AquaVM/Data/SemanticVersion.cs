using System.Globalization;

namespace Fluence.AquaVM.Data;

/// <summary>A semantic version (semver.org 2.0), ordered as the original orders them: build metadata count as well.</summary>
internal sealed record SemanticVersion(ulong Major, ulong Minor, ulong Patch, string PreRelease, string Build)
    : IComparable<SemanticVersion>
{
    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse(string text, out SemanticVersion version)
    {
        version = new SemanticVersion(0, 0, 0, string.Empty, string.Empty);
        int plus = text.IndexOf('+', StringComparison.Ordinal);
        string build = plus < 0 ? string.Empty : text[(plus + 1)..];
        string rest = plus < 0 ? text : text[..plus];
        int dash = rest.IndexOf('-', StringComparison.Ordinal);
        string preRelease = dash < 0 ? string.Empty : rest[(dash + 1)..];
        string[] numbers = (dash < 0 ? rest : rest[..dash]).Split('.');
        if (numbers.Length != 3
            || !TryParseNumber(numbers[0], out ulong major)
            || !TryParseNumber(numbers[1], out ulong minor)
            || !TryParseNumber(numbers[2], out ulong patch)
            || (dash >= 0 && !preRelease.Split('.').All(static part => IsIdentifier(part) && !HasLeadingZero(part)))
            || (plus >= 0 && !build.Split('.').All(IsIdentifier)))
        {
            return false;
        }

        version = new SemanticVersion(major, minor, patch, preRelease, build);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0)
        {
            return order;
        }

        // a version with a pre-release comes before the one without
        if ((PreRelease.Length == 0) != (other.PreRelease.Length == 0))
        {
            return PreRelease.Length == 0 ? 1 : -1;
        }

        order = CompareIdentifiers(PreRelease, other.PreRelease);
        if (order != 0 || Build.Length == 0 || other.Build.Length == 0)
        {
            return order != 0 ? order : Build.Length.CompareTo(other.Build.Length);
        }

        return CompareIdentifiers(Build, other.Build);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Major}.{Minor}.{Patch}"
        + (PreRelease.Length > 0 ? $"-{PreRelease}" : string.Empty)
        + (Build.Length > 0 ? $"+{Build}" : string.Empty);

    private static int CompareIdentifiers(string left, string right)
    {
        string[] lefts = left.Split('.'), rights = right.Split('.');
        for (int i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            int order = CompareIdentifier(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        bool leftIsNumber = IsNumber(left), rightIsNumber = IsNumber(right);
        if (leftIsNumber != rightIsNumber)
        {
            return leftIsNumber ? -1 : 1;
        }

        int byLength = leftIsNumber ? left.TrimStart('0').Length.CompareTo(right.TrimStart('0').Length) : 0;
        return byLength != 0 ? byLength : string.CompareOrdinal(left, right);
    }

    private static bool TryParseNumber(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && !HasLeadingZero(text);

    private static bool IsIdentifier(string text) =>
        text.Length > 0 && text.All(static symbol => char.IsAsciiLetterOrDigit(symbol) || symbol == '-');

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool HasLeadingZero(string text) => text.Length > 1 && text[0] == '0' && IsNumber(text);
}

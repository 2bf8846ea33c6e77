using System.Diagnostics.CodeAnalysis;

namespace Fluence.Marine;

/// <summary>A version by the rules of semver 2.0, as modules carry it for their SDK, their interface types and themselves.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
/// <param name="Patch">The third number.</param>
/// <param name="PreRelease">What follows a hyphen; empty if nothing does.</param>
/// <param name="Build">What follows a plus sign; empty if nothing does.</param>
public sealed record SemVersion(ulong Major, ulong Minor, ulong Patch, string PreRelease = "", string Build = "") : IComparable<SemVersion>
{
    /// <summary>Whether a version comes before another.</summary>
    public static bool operator <(SemVersion left, SemVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether a version comes after another.</summary>
    public static bool operator >(SemVersion left, SemVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether a version does not come after another.</summary>
    public static bool operator <=(SemVersion left, SemVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a version does not come before another.</summary>
    public static bool operator >=(SemVersion left, SemVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a version.</summary>
    /// <param name="text">For example <c>0.14.0</c>.</param>
    /// <param name="version">The version, on success.</param>
    /// <param name="error">On failure what is wrong, in the words of the original's parser.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SemVersion? version, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        SemVersionParser parser = new(text);
        version = parser.Parse();
        error = version is null ? parser.Error : null;
        return version is not null;
    }

    /// <summary>The order of semver: numbers, then pre-releases before releases; then build metadata, so that the order is total.</summary>
    public int CompareTo(SemVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return byNumbers != 0 ? byNumbers
            : ComparePreReleases(PreRelease, other.PreRelease) is var byPreRelease and not 0 ? byPreRelease
            : string.CompareOrdinal(Build, other.Build);
    }

    /// <summary>The text.</summary>
    public override string ToString() =>
        $"{Major}.{Minor}.{Patch}{(PreRelease.Length > 0 ? "-" + PreRelease : "")}{(Build.Length > 0 ? "+" + Build : "")}";

    private static int ComparePreReleases(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return (left.Length == 0).CompareTo(right.Length == 0);
        }

        string[] these = left.Split('.'), those = right.Split('.');
        for (int i = 0; i < these.Length && i < those.Length; i++)
        {
            int byPart = CompareParts(these[i], those[i]);
            if (byPart != 0)
            {
                return byPart;
            }
        }

        return these.Length.CompareTo(those.Length);
    }

    private static int CompareParts(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        // of numbers without leading zeros the longer is greater
        (true, true) => left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(left, right),
    };

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);
}

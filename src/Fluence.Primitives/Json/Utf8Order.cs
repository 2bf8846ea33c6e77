namespace Fluence.Primitives.Json;

/// <summary>
/// The order of strings by their UTF-8 bytes, which is the order of their code points. It differs from the ordinal order of .NET
/// where surrogates meet characters from U+E000 to U+FFFF.
/// </summary>
public sealed class Utf8Order : IComparer<string>
{
    private Utf8Order()
    {
    }

    /// <summary>The comparer.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        int common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Weight(left[common]).CompareTo(Weight(right[common]));
    }

    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}

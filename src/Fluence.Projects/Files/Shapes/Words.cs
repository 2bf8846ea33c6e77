using System.Globalization;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Words for messages about files.</summary>
internal static class Words
{
    private const int LongestShown = 60;

    // of two letters only the whole word or its beginning says anything
    private const int ShortestCompared = 2;

    /// <summary>The path of a key in a map.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? Shorten(key) : $"{path}.{Shorten(key)}";

    /// <summary>An enumeration of which one holds.</summary>
    public static string Or(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    /// <summary>What integers are meant.</summary>
    public static string Range(IntegerShape shape) => (shape.Min, shape.Max) switch
    {
        (long.MinValue, long.MaxValue) => "an integer",
        (_, long.MaxValue) => $"an integer of at least {Number(shape.Min)}",
        _ => $"an integer from {Number(shape.Min)} to {Number(shape.Max)}",
    };

    /// <summary>What numbers are meant.</summary>
    public static string Range(NumberShape shape) =>
        shape.Max == long.MaxValue ? "a number of at least 0" : $"a number from 0 to {Number(shape.Max)}";

    /// <summary>What a shape expects, in a few words.</summary>
    public static string Describe(Shape shape) => shape switch
    {
        TextShape { Form: { } form } => form.Expected,
        TextShape => "a text",
        ChoiceShape choice => Or(choice.Choices),
        IntegerShape integer => Range(integer),
        NumberShape number => Range(number),
        VersionShape version => Or(version.Versions.Select(static each => Number(each))),
        BooleanShape => "true or false",
        ScalarShape => "a text, a number, true or false",
        ListShape => "a list",
        TextOrListShape => "a text or a list of texts",
        AnyShape => "a value",
        _ => "a map",
    };

    /// <summary>The word that was probably meant; null if none is near.</summary>
    public static string? Nearest(string? word, IEnumerable<string> words)
    {
        if (word is null or { Length: < ShortestCompared })
        {
            return null;
        }

        string[] all = [.. words];
        string? begun = all.FirstOrDefault(each => each.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return begun ?? (word.Length == ShortestCompared ? null : NearestKey.Find(word, all));
    }

    /// <summary>The end of a sentence that asks for another word; empty if there is none.</summary>
    public static string DidYouMean(string? word) => word is null ? "" : $", did you mean '{word}'?";

    /// <summary>The beginning of a text that is long, in one line.</summary>
    public static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestShown ? line : line[..LongestShown] + "…";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fluence.Projects.Files.Shapes;

/// <summary>What a value in a file looks like. Readers, schemas and the guide are made from these.</summary>
internal abstract record Shape;

/// <summary>A text. Numbers and truth values without quotes are taken as texts too.</summary>
/// <param name="Form">What a text must match; null for any.</param>
internal sealed record TextShape(TextForm? Form = null) : Shape
{
    /// <summary>Any text.</summary>
    public static TextShape Any { get; } = new();
}

/// <summary>What a text must match.</summary>
/// <param name="Pattern">A regular expression of the kind that JSON schemas have.</param>
/// <param name="Expected">The same in words.</param>
internal sealed record TextForm(string Pattern, string Expected)
{
    // patterns are of this program, but texts are of anyone
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // in schemas the end is that of the text, here it would be also before a last line break
    private readonly Regex _regex = new(
        Pattern.EndsWith('$') ? Pattern[..^1] + @"\z" : Pattern, RegexOptions.ECMAScript, Timeout);

    /// <summary>Whether a text matches.</summary>
    public bool Matches(string text) => _regex.IsMatch(text);
}

/// <summary>One of a few texts.</summary>
internal sealed record ChoiceShape(params ImmutableArray<string> Choices) : Shape;

/// <summary>An integer.</summary>
internal sealed record IntegerShape(long Min, long Max) : Shape;

/// <summary>A number, with or without decimals, that is not negative.</summary>
/// <param name="Max">The largest.</param>
internal sealed record NumberShape(long Max) : Shape;

/// <summary>One of a few integers, which tell the format of a file.</summary>
internal sealed record VersionShape(params ImmutableArray<int> Versions) : Shape;

/// <summary>True or false.</summary>
internal sealed record BooleanShape : Shape;

/// <summary>A text, number or truth value.</summary>
internal sealed record ScalarShape : Shape;

/// <summary>Anything.</summary>
internal sealed record AnyShape : Shape;

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Item, int MinItems = 0) : Shape;

/// <summary>A text or a list of texts.</summary>
internal sealed record TextOrListShape : Shape;

/// <summary>A map whose keys people choose.</summary>
/// <param name="Value">What stands under each key.</param>
/// <param name="Name">What a key must match; null for any.</param>
/// <param name="AllowsNull">Whether a key may be without a value.</param>
internal sealed record MapShape(Shape Value, TextForm? Name = null, bool AllowsNull = false) : Shape;

/// <summary>A map with known keys.</summary>
internal sealed record ObjectShape(params ImmutableArray<KeyShape> Keys) : Shape
{
    /// <summary>Pairs of keys that exclude each other.</summary>
    public ImmutableArray<(string One, string Other)> Exclusive { get; init; } = [];

    /// <summary>The keys of two shapes.</summary>
    public ObjectShape With(ObjectShape more) => new([.. Keys, .. more.Keys]) { Exclusive = [.. Exclusive, .. more.Exclusive] };
}

/// <summary>A known key.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What stands under it.</param>
/// <param name="Description">What it is for, for schemas and the guide.</param>
internal sealed record KeyShape(string Name, Shape Value, string Description)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds where it is absent, in words; null where nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the original command does not know the key, or some of its values.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>A kind of file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Root">Its keys.</param>
internal sealed record FileShape(string Name, string Description, ObjectShape Root)
{
    /// <summary>The name of its schema's file.</summary>
    public string SchemaName => Path.ChangeExtension(Name, "json");
}

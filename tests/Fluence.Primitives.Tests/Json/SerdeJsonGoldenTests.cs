using System.Text.Json;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.Tests.Json;

/// <summary>
/// Compares with what avm.wasm 0.62.0 (serde_json 1.0.108, ryu 1.0.16) makes of the same texts; see the file for how it was made.
/// </summary>
public sealed class SerdeJsonGoldenTests
{
    private static readonly JsonDocument Golden =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "serde-json.json")));

    [Fact]
    public void Accepted_texts_print_as_the_original_prints_them() => AssertAll("accepted", static (text, expected) =>
        JsonValue.TryParse(text, out JsonValue? value, out string? error) ? value.ToString() == expected ? null : value.ToString() : error);

    [Fact]
    public void Refused_texts_give_the_error_and_the_place_of_the_original() => AssertAll("refused", static (text, expected) =>
        JsonValue.TryParse(text, out JsonValue? value, out string? error) ? $"accepted as {value}" : error == expected ? null : error);

    [Fact]
    public void What_was_printed_is_canonical_and_other_texts_are_not()
    {
        AssertAll("accepted", static (text, printed) =>
            CanonicalJson.IsCanonical(System.Text.Encoding.UTF8.GetBytes(printed)) == (JsonValue.Parse(printed).ToString() == printed)
            && CanonicalJson.IsCanonical(System.Text.Encoding.UTF8.GetBytes(text)) == (text == JsonValue.Parse(text).ToString())
                ? null
                : "misjudged");
        AssertAll("refused", static (text, _) => CanonicalJson.IsCanonical(System.Text.Encoding.UTF8.GetBytes(text)) ? "misjudged" : null);
    }

    private static void AssertAll(string name, Func<string, string, string?> problem)
    {
        List<string> problems = [];
        int count = 0;
        foreach (JsonElement pair in Golden.RootElement.GetProperty(name).EnumerateArray())
        {
            count++;
            string text = pair[0].GetString()!, expected = pair[1].GetString()!;
            if (problem(text, expected) is { } found)
            {
                problems.Add($"{text} => {found}, expected {expected}");
            }
        }

        Assert.True(count > 500);
        Assert.True(problems.Count == 0, $"{problems.Count} of {count}:\n{string.Join('\n', problems.Take(10))}");
    }
}

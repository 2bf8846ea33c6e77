using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Files;

/// <summary>Files are changed as text, so that all else in them stays as it was.</summary>
public sealed class TextChangeTests
{
    private const string Head = "version: 8\naquaDependencies: {}\nservices:\n  a: { get: x }\n  b: { get: y }\n";

    [Theory]
    [InlineData("deployments: { d: { services: [a, b] } } # c\n", "deployments: { d: { services: [b] } } # c\n")]
    [InlineData("deployments: { d: { services: [b, a] } }\n", "deployments: { d: { services: [b] } }\n")]
    [InlineData("deployments: { d: { services: [ a ] } }\n", "deployments: { d: { services: [] } }\n")]
    [InlineData("deployments:\n  d:\n    services:\n      # first\n      - a\n      - b\n", "deployments:\n  d:\n    services:\n      # first\n      - b\n")]
    [InlineData("hosts:\n  h: { peerIds: [a], services: [\"a\"] }\n", "hosts:\n  h: { peerIds: [a], services: [] }\n")]
    public void A_name_is_taken_out_of_all_deployments(string before, string after) =>
        Assert.Equal(Head + after, ListedNames.Remove(Head + before, "f", "services", "a"));

    [Theory]
    [InlineData("a: 1\n", "a: 1\nkey: x\n")]
    [InlineData("key: old # why\nb: 2\n", "key: x\nb: 2\n")]
    [InlineData("m:\n  key: inner\n", "m:\n  key: inner\nkey: x\n")]
    public void A_setting_is_put_in_its_place_or_at_the_end(string before, string after) =>
        Assert.Equal(after, YamlScalar.Set(before, "key", "x"));

    [Fact]
    public void A_setting_is_removed() => Assert.Equal("b: 2\n", YamlScalar.Set("key: old\nb: 2\n", "key", null));

    [Theory]
    [InlineData("m: {}\n", "m:\n  \"@a/b\": \"1.0\"\n")]
    [InlineData("m:\n    x: y\n# end\n", "m:\n    x: y\n    \"@a/b\": \"1.0\"\n# end\n")]
    [InlineData("m:\n  '@a/b': 0.1\n  x: y\n", "m:\n  \"@a/b\": \"1.0\"\n  x: y\n")]
    public void An_entry_is_put_into_a_map(string before, string after) => Assert.Equal(after, YamlBlock.Put(before, "m", "@a/b", "1.0"));

    [Fact]
    public void A_map_in_braces_is_left_alone() => Assert.StartsWith(
        "m is written in braces", Assert.Throws<ProjectException>(() => YamlBlock.Put("m: { a: b }\n", "m", "c", "d")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("12D3KooW", "\"12D3KooW\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("", "\"\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("line\n\"quoted\"\\\u0001", "\"line\\n\\\"quoted\\\"\\\\\\u0001\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("src/x", "src/x")]
    public void A_text_is_quoted_where_it_would_be_something_else(string text, string written) => Assert.Equal(written, YamlScalar.Quote(text));
}

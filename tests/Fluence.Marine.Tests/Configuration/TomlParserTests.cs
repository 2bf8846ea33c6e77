using Fluence.Marine.Configuration.Toml;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Tests.Configuration;

public sealed class TomlParserTests
{
    [Theory]
    [InlineData("a = 1", "{a:1}")]
    [InlineData("a = +1_000", "{a:1000}")]
    [InlineData("a = 0xDEAD_beef", "{a:3735928559}")]
    [InlineData("a = 0o17", "{a:15}")]
    [InlineData("a = 0b101", "{a:5}")]
    [InlineData("a = -9223372036854775808", "{a:-9223372036854775808}")]
    [InlineData("a = 1.5e3\nb = -inf\nc = nan\nd = 1_0.0_1", "{a:1.5e3,b:-inf,c:nan,d:10.01}")]
    [InlineData("a = true # yes\r\nb = false", "{a:true,b:false}")]
    [InlineData("a = 1979-05-27 07:32:00.5Z\nb = 07:32:00\nc = 1979-05-27", "{a:1979-05-27 07:32:00.5Z,b:07:32:00,c:1979-05-27}")]
    [InlineData("a = \"x\\t\\u00e9\\U0001F600\\\"\"", "{a:x\té😀\"}")]
    [InlineData("a = 'C:\\x'", "{a:C:\\x}")]
    [InlineData("a = \"\"\"\nx\n  y\\\n   z\"\"\"\"", "{a:x\n  yz\"}")]
    [InlineData("a = '''x''y'''", "{a:x''y}")]
    [InlineData("a = [ 1, # one\n 2,\n]", "{a:[1,2]}")]
    [InlineData("a = []\nb = {}", "{a:[],b:{}}")]
    [InlineData("a.b.\"c d\" = 1\na.x = 2", "{a:{b:{c d:1},x:2}}")]
    [InlineData("a = { b = 1, c.d = [ { e = 2 } ] }", "{a:{b:1,c:{d:[{e:2}]}}}")]
    [InlineData("[a]\nx = 1\n[a.b]\ny = 2\n[c.d]\n[c]\nz = 3", "{a:{x:1,b:{y:2}},c:{d:{},z:3}}")]
    [InlineData("[[m]]\nx = 1\n[m.w]\ny = 2\n[[m]]\n[[m.n]]\n", "{m:[{x:1,w:{y:2}},{n:[{}]}]}")]
    [InlineData("", "{}")]
    [InlineData("\uFEFF# only a comment", "{}")]
    public void TOML_is_read(string text, string expected) => Assert.Equal(expected, Print(TomlParser.Parse("f", text)));

    [Theory]
    [InlineData("a", 1, "expected '=' but the file ends")]
    [InlineData("a =", 1, "expected a value but the file ends")]
    [InlineData("\na = x", 2, "'x' is no value; texts stand in quotes")]
    [InlineData("a = 01", 1, "'01' is no value; texts stand in quotes")]
    [InlineData("a = 1__0", 1, "'1__0' is no value; texts stand in quotes")]
    [InlineData("a = 9223372036854775808", 1, "'9223372036854775808' does not fit 64 bits")]
    [InlineData("a = 1 b = 2", 1, "expected '\n' before 'b'")]
    [InlineData("a = 1\na = 2", 2, "'a' is defined twice")]
    [InlineData("[a]\n[a]", 2, "the table 'a' is defined twice")]
    [InlineData("a = {}\n[a.b]", 2, "'a' is no table, so nothing can be put under it")]
    [InlineData("[a.b]\n[a]\nb.c = 1", 3, "'b' is defined already, so nothing can be put under it")]
    [InlineData("a = []\n[[a]]", 2, "'a' is defined already, and no list of tables")]
    [InlineData("a = \"x\ny\"", 1, "a string has no closing \"")]
    [InlineData("a = '''x", 1, "a string has no closing '''")]
    [InlineData("a = \"\\q\"", 1, "a string has an unknown escape after \\ before 'q'")]
    [InlineData("a = \"\\ud800\"", 1, "a string has an escape that is not 4 hexadecimal digits of a character")]
    [InlineData("a = \"\u0001\"", 1, "a string holds the control character U+0001")]
    [InlineData("a = [1 2]", 1, "expected ',' or ']' before '2'")]
    [InlineData("a = {b = 1", 1, "expected '}' but the file ends")]
    [InlineData("= 1", 1, "expected a key before '='")]
    [InlineData("[a", 1, "expected ']' but the file ends")]
    public void What_is_no_TOML_is_told_with_its_line(string text, int line, string problem) =>
        Assert.Equal($"f:{line}: {problem}", Fail(text));

    [Fact]
    public void Files_that_are_too_long_or_too_deep_are_refused()
    {
        Assert.StartsWith("f: the file is longer than", Fail(new string('#', Limits.MaxConfigLength + 1)), StringComparison.Ordinal);
        Assert.StartsWith("f:1: values lie more than", Fail("a = " + new string('[', 100_000)), StringComparison.Ordinal);
        Assert.StartsWith("f:1: values lie more than", Fail("a" + string.Concat(Enumerable.Repeat(".a", 1000)) + " = 1"), StringComparison.Ordinal);
    }

    private static string Fail(string text) => Assert.Throws<MarineConfigException>(() => TomlParser.Parse("f", text)).Message;

    private static string Print(ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.Text,
        ConfigList list => $"[{string.Join(',', list.Items.Select(Print))}]",
        ConfigMap map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key}:{Print(entry.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}

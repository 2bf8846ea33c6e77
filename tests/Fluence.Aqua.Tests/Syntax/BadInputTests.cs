using System.Text;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Syntax;

/// <summary>Whatever a source holds, it is read to its end, with a message where it is wrong.</summary>
public sealed class BadInputTests
{
    private const int Seed = 20_000;

    private static readonly string[] Pieces =
        ["u32", "string", "[]", "?", "*", "%", "!", ".x", "\"", "--", "\n", "\n  ", "\n\n", ":", "<-", "->", "(", ")", "{", "}", ",", "=", " ", "-1", "for ", "on ", "par "];

    [Fact]
    public void A_binary_file_is_refused()
    {
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        Assert.NotEmpty(Errors(Encoding.UTF8.GetString(bytes)));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("f(", ")")]
    [InlineData("a[", "]")]
    [InlineData("!", "")]
    [InlineData("?[", "]")]
    [InlineData("A(a = ", ")")]
    [InlineData("1 ** ", "")]
    public void Ten_thousand_levels_of_brackets_are_refused(string open, string close) => Assert.NotEmpty(Errors(
        $"aqua T\n\nfunc f():\n  a = {string.Concat(Enumerable.Repeat(open, 10_000))}1{string.Concat(Enumerable.Repeat(close, 10_000))}\n"));

    [Theory]
    [InlineData("[]")]
    [InlineData("-> ")]
    [InlineData("(")]
    public void Ten_thousand_levels_of_types_are_refused(string open) =>
        Assert.NotEmpty(Errors($"aqua T\n\nalias A: {string.Concat(Enumerable.Repeat(open, 10_000))}u8\n"));

    [Fact]
    public void Very_deep_blocks_are_refused()
    {
        StringBuilder text = new("aqua T\n\nfunc f():\n");
        for (int depth = 1; depth < 3_000; depth++)
        {
            text.Append(' ', depth).Append("if true:\n");
        }

        Assert.Contains("nested deeper", Assert.Single(Errors(text.Append(' ', 3_001).Append("x = 1\n").ToString()).Take(1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = ", "1+")]
    [InlineData("a = ", "1 -")]
    [InlineData("a = b", ".c")]
    [InlineData("a = b", "!")]
    [InlineData("", "a")]
    [InlineData("", " ")]
    [InlineData("-- ", "x")]
    [InlineData("a = \"", "x")]
    public void A_line_of_ten_megabytes_is_read(string start, string part)
    {
        StringBuilder text = new("aqua T\n\nfunc f():\n  " + start);
        text.Insert(text.Length, part, 10_000_000 / part.Length);
        Assert.NotEmpty(Errors(text.Append('\n').ToString()));
    }

    [Theory]
    [InlineData("a = [", "1,")]
    [InlineData("f(", "a,")]
    [InlineData("f(", "b(),")]
    public void A_hundred_thousand_values_in_a_row_are_read(string start, string part)
    {
        StringBuilder text = new("aqua T\n\nfunc f():\n  " + start);
        text.Insert(text.Length, part, 100_000);
        Assert.NotEmpty(Errors(text.Append('\n').ToString()));
    }

    [Fact]
    public void A_million_lines_are_read()
    {
        StringBuilder text = new("aqua T\n\nfunc f():\n");
        text.Insert(text.Length, "  x()\n", 200_000);
        Assert.NotEmpty(Errors(text.ToString()));
    }

    [Fact]
    public void Text_without_an_end_is_pointed_at_where_it_begins()
    {
        AquaDiagnostic found = Assert.Single(Errors("aqua T\n\nfunc f():\n  a = \"open\n  b = 1\n"));
        Assert.Equal((3, 6), found.Source.Locate(found.Span.Start));
    }

    [Fact]
    public void Changed_sources_are_read()
    {
        Random random = new(Seed);
        string[] corpus = [.. AquaSource.Corpus.Select(File.ReadAllText)];
        int wrong = 0;
        for (int i = 0; i < 4_000; i++)
        {
            string text = corpus[random.Next(corpus.Length)];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                int start = random.Next(text.Length), length = Math.Min(random.Next(8), text.Length - start);
                string piece = random.Next(3) == 0 ? ((char)random.Next(1, 256)).ToString() : Pieces[random.Next(Pieces.Length)];
                text = text[..start] + (random.Next(3) == 0 ? "" : piece) + text[(start + length)..];
            }

            List<AquaDiagnostic> found = Errors(text);
            wrong += found.Count > 0 ? 1 : 0;
            Assert.All(found, each => Assert.InRange(each.Span.End, each.Span.Start, text.Length));
            Assert.All(found, each => Assert.NotEmpty(DiagnosticText.Format(each, "x")));
        }

        Assert.InRange(wrong, 2_000, 3_999);
    }

    [Fact]
    public void Cut_sources_are_read()
    {
        foreach (string text in AquaSource.Corpus.Select(File.ReadAllText))
        {
            for (int length = 0; length < text.Length; length += 7)
            {
                Assert.All(Errors(text[..length]), each => Assert.InRange(each.Span.End, each.Span.Start, length));
            }
        }
    }

    private static List<AquaDiagnostic> Errors(string text) =>
        [.. AquaSource.Check(text).Where(each => each.Severity == AquaSeverity.Error)];
}

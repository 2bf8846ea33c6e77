using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fluence.Aqua.Formatting;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Formatting;

public sealed class FormatterTests
{
    private const int Seed = 5;

    public static TheoryData<string> Names => AquaSource.CorpusNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Formatting_keeps_meaning_and_comments_and_is_done_at_once(string name) => Check(File.ReadAllText(AquaSource.CorpusFile(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Wild_spaces_do_not_change_the_result(string name)
    {
        string text = Format(File.ReadAllText(AquaSource.CorpusFile(name)));
        Random random = new(Seed);
        for (int i = 0; i < 40; i++)
        {
            // spaces that the grammar takes: at ends of lines, before comments, behind commas, around assignments, empty lines, wider levels
            string wild = Regex.Replace(text, @"(?<=\S)  -- ", random.Next(2) == 0 ? " -- " : "\t-- ");
            wild = random.Next(2) == 0 ? wild.Replace("\n", new string(' ', random.Next(4)) + "\n", StringComparison.Ordinal) : wild;
            wild = random.Next(2) == 0 ? wild.Replace("\n\n", "\n\n \n\n", StringComparison.Ordinal) : wild;
            wild = random.Next(2) == 0 ? wild.Replace("\n  ", "\n      ", StringComparison.Ordinal) : wild;
            wild = random.Next(2) == 0 ? wild.Replace(" <- ", "   <-  ", StringComparison.Ordinal) : wild;
            wild = random.Next(2) == 0 ? wild.Replace(" <- ", "<-", StringComparison.Ordinal) : wild;
            wild = random.Next(2) == 0 ? wild.Replace(", ", ",", StringComparison.Ordinal) : wild;
            if (new Parsed(wild) is { IsRight: true } parsed && SyntaxShape.Of(parsed.File) == SyntaxShape.Of(new Parsed(text).File))
            {
                Check(wild);
                Assert.Equal(text, Format(wild));
            }
        }
    }

    [Fact]
    public void The_layout_is_the_common_one() => Assert.Equal(
        """
        aqua Layout declares *
        -- a comment behind the header

        export layout  -- exported

        data Wide:  -- spaces everywhere
          a: u32
          b: string

        -- two comments
        -- before a service
        service Far("far"):
          call(a: u32, b: string) -> string

        func layout(a: u32,
            b: string) -> string:

          -- deeper indentation than usual
          wide = Wide(a = a, b = b)

          if a == 1:  -- a condition
            r1 <- Far.call(wide.a,
        wide.b)
            -- the end of the block
          -- the end of the body
          r <- Far.call(1 + 2 * 3, "x")
          <- r

        """.ReplaceLineEndings("\n"),
        Format(File.ReadAllText(AquaSource.CorpusFile("layout.aqua"))));

    [Theory]
    [InlineData("a=b-1", "a = b - 1")]
    [InlineData("a=b -1", "a = b - 1")]
    [InlineData("a=-1", "a = -1")]
    [InlineData("a = [ -1,- 1 ]", null)]
    [InlineData("a=[-1,2 , 3 ]", "a = [-1, 2, 3]")]
    [InlineData("a = ! b&&!c", "a = !b && !c")]
    [InlineData("a = b!&&c!2", "a = b! && c!2")]
    [InlineData("a = b [ 1 ] [2]", "a = b[1][2]")]
    [InlineData("for a<-*[1]  par :\n      x( )", "for a <- *[1] par:\n    x()")]
    [InlineData("for a <- [] par:\n      x()", "for a <- [] par:\n    x()")]
    [InlineData("if (a)==b:\n      x()", null)]
    [InlineData("if (a==b)  :\n      x()", "if (a == b):\n    x()")]
    [InlineData("on  (a)  via ?[b]:\n      x()", "on (a) via ?[b]:\n    x()")]
    [InlineData("a = b*c%d**e/f", "a = b * c % d ** e / f")]
    [InlineData("a = (b: []u8,c:?*u8)->u8 ,string:\n      <- 1,\"\"", null)]
    [InlineData("a =   func (b :u8):\n      x()", "a = func (b: u8):\n    x()")]
    [InlineData("s :*u8", "s: *u8")]
    [InlineData("s<<-\"a\" , 1", "s <<- \"a\", 1")]
    [InlineData("a=A( b=1 ,c )", "a = A(b = 1, c)")]
    [InlineData("a=b . c", null)]
    [InlineData("a=\"x  ,y\"--c", "a = \"x  ,y\"  --c")]
    [InlineData("a = f{B , c}( d )", null)]
    public void Line(string text, string? expected)
    {
        string source = $"aqua T\n\nfunc f():\n  {text}\n";
        if (expected is null)
        {
            Check(source);
        }
        else
        {
            Assert.Equal($"aqua T\n\nfunc f():\n  {expected}\n", Check(source));
        }
    }

    [Fact]
    public void A_source_with_mistakes_stays_as_it_is()
    {
        FormatResult result = AquaFormatter.Format(new SourceFile("x", "aqua T\n\nfunc f(:\n   x()\n"));
        Assert.Equal("aqua T\n\nfunc f(:\n   x()\n", result.Text);
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public void Comments_stay_with_the_block_whose_indentation_they_have()
    {
        const string text = "aqua T\n\nfunc f():\n     if a:\n          x()\n          -- in the block\n     -- behind it\n     y()\n     -- in the body\n\n-- outside\nfunc g():\n  -- first\n  x()\n";
        Assert.Equal(
            "aqua T\n\nfunc f():\n  if a:\n    x()\n    -- in the block\n  -- behind it\n  y()\n  -- in the body\n\n-- outside\nfunc g():\n  -- first\n  x()\n",
            Check(text));
    }

    private static string Check(string text)
    {
        string formatted = Format(text);
        Assert.Equal(SyntaxShape.Of(new Parsed(text).File), SyntaxShape.Of(new Parsed(formatted).File));
        Assert.Equal(formatted, Format(formatted));
        Assert.DoesNotContain(" \n", formatted.Replace("\"over\ntwo lines\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        return formatted;
    }

    private static string Format(string text) => AquaFormatter.Format(new SourceFile("x", text)).Text;

    private sealed class Parsed(string text)
    {
        private readonly (FileSyntax File, ImmutableArray<SyntaxProblem> Problems) _result = Parser.Parse(new SourceFile("x", text));

        public FileSyntax File => _result.File;

        public bool IsRight => _result.Problems.IsEmpty;
    }
}

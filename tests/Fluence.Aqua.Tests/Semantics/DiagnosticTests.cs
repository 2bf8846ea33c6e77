using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Semantics;

/// <summary>Each mistake: one message, with its code, at its place.</summary>
public sealed class DiagnosticTests
{
    private static readonly string[] _warnings =
        ["unused-result", "float-product", "division-by-zero", "integer-overflow"];

    private const string Definitions = """

        service Op("op"):
          id(s: string) -> string
          nothing(n: u32)

        service NoId:
          get() -> u32

        data Point:
          x: u32
          y: u32

        ability Ab:
          f(s: string) -> string

        func pair() -> string, u32:
          <- "a", 1


        """;

    [Theory]
    [InlineData("unknown-name", "a = «missing»")]
    [InlineData("unknown-name", "a <- «missing»()")]
    [InlineData("unknown-name", "«missing» <<- 1")]
    [InlineData("unknown-type", "a: *«Missing»")]
    [InlineData("unknown-type", "a = «Missing»(x = 1)")]
    [InlineData("unknown-member", "a = Point(x = 1, y = 2)\n  b = a.«z»")]
    [InlineData("unknown-member", "a <- Op.«missing»()")]
    [InlineData("unknown-member", "a = [1]\n  b = a.«size»")]
    [InlineData("name-defined-twice", "a = 1\n  «a» = 2")]
    [InlineData("name-defined-twice", "a = 1\n  for «a» <- [1]:\n    Op.nothing(1)")]
    [InlineData("type-mismatch", "Op.nothing(«\"a\"»)")]
    [InlineData("type-mismatch", "Op.nothing(«?[1]»)")]
    [InlineData("type-mismatch", "a = Point(x = «true», y = 1)")]
    [InlineData("type-mismatch", "if «1»:\n    Op.nothing(1)")]
    [InlineData("type-mismatch", "on «1»:\n    Op.nothing(1)")]
    [InlineData("type-mismatch", "on \"a\" via «true»:\n    Op.nothing(1)")]
    [InlineData("type-mismatch", "a: *u8\n  a <<- «\"b\"»")]
    [InlineData("type-mismatch", "a: *u8\n  «a» <- Op.id(\"b\")")]
    [InlineData("argument-count", "Op.«nothing»()")]
    [InlineData("argument-count", "Op.nothing(1, «2», 3)")]
    [InlineData("argument-given-twice", "a = Point(x = 1, «x» = 1, y = 1)")]
    [InlineData("missing-member", "a = «Point(x = 1)»")]
    [InlineData("no-collection", "for a <- «1»:\n    Op.nothing(1)")]
    [InlineData("no-collection", "a = 1\n  b = a«[0]»")]
    [InlineData("index-of-option", "a = ?[1]\n  b = a[«0»]")]
    [InlineData("no-map", "for a, b <- «[1]»:\n    Op.nothing(1)")]
    [InlineData("no-service-id", "a <- «NoId».get()")]
    [InlineData("no-call", "«1 + 2»")]
    [InlineData("no-stream", "a = 1\n  «a» <<- 1")]
    [InlineData("no-stream", "a: «[]u8»")]
    [InlineData("no-result", "«a» <- Op.nothing(1)")]
    [InlineData("no-data", "a = [«Op»]")]
    [InlineData("no-constructor", "a = «NoId»(get = 1)")]
    [InlineData("unattached", "«else»:\n    Op.nothing(1)")]
    [InlineData("unattached", "«catch e»:\n    Op.nothing(1)")]
    [InlineData("unused-result", "«Op.id(\"a\")»")]
    [InlineData("unused-result", "a <- «pair()»")]
    [InlineData("float-product", "a = «1.5 * 2.0»")]
    [InlineData("division-by-zero", "a = «1 / (2 - 2)»")]
    [InlineData("division-by-zero", "a = «1 % 0»")]
    [InlineData("integer-overflow", "a = 1 - («9223372036854775807 + 1») + 1")]
    [InlineData("integer-overflow", "a = «2 ** 63»")]
    [InlineData("integer-overflow", "a = «-2 ** 1000000001»")]
    [InlineData("integer-overflow", "a = «4294967296 * -4294967296»")]
    [InlineData("wrong-return", "«<- 1»")]
    [InlineData("syntax", "a = «»\n")]
    public void Statement(string code, string body)
    {
        string source = $"{AquaSource.Header}{Definitions}func f():\n  {body}\n";
        if (code == "syntax")
        {
            source = source.Replace("«»\n", "«\n»", StringComparison.Ordinal);
        }

        AquaDiagnostic found = AquaSource.Mistake(source);
        Assert.Equal(code, found.Code);
        Assert.Equal(_warnings.Contains(code) ? AquaSeverity.Warning : AquaSeverity.Error, found.Severity);
    }

    [Theory]
    [InlineData("a = 9223372036854775807 - 1")]
    [InlineData("a = 2 ** 62 + (2 ** 62 - 1)")]
    [InlineData("a = -1 ** 1000000001")]
    [InlineData("a = 1 ** 18446744073709551615")]
    [InlineData("a = 0 / 1")]
    public void Numbers_that_fit_are_no_mistake(string body) =>
        Assert.Empty(AquaSource.Check($"{AquaSource.Header}func f():\n  {body}\n"));

    [Theory]
    [InlineData("name-defined-twice", "const A = 1\nconst «A» = 2")]
    [InlineData("type-defined-twice", "data A:\n  x: u8\n\ndata «A»:\n  x: u8")]
    [InlineData("name-defined-twice", "func f():\n  x = 1\n\nfunc «f»():\n  x = 1")]
    [InlineData("member-defined-twice", "data A:\n  x: u8\n  «x»: u8")]
    [InlineData("no-data", "data A:\n  x: «*u8»")]
    [InlineData("no-data", "data A:\n  x: []«*u8»")]
    [InlineData("several-results", "service A:\n  «x»() -> u8, u8")]
    [InlineData("unknown-type", "alias A: «B»")]
    [InlineData("unknown-type", "func f(a: «B»):\n  x = a")]
    [InlineData("type-mismatch", "service A(«1»):\n  x()")]
    [InlineData("nothing-returned", "func f() -> «u8»:\n  x = 1")]
    [InlineData("type-mismatch", "func f() -> u8:\n  <- «\"a\"»")]
    [InlineData("wrong-return", "func f() -> u8:\n  <- 1, «2»")]
    [InlineData("wrong-return", "func f() -> u8, u8:\n  <- «1»")]
    [InlineData("name-defined-twice", "func f(a: u8, «a»: u8):\n  x = 1")]
    public void Definition(string code, string items) =>
        Assert.Equal(code, AquaSource.Mistake($"{AquaSource.Header}{items}\n").Code);

    [Theory]
    [InlineData("no-header", "«»func f():\n  x = 1\n")]
    [InlineData("old-header", "«module» A\n")]
    [InlineData("no-import", "aqua A\n\nimport «\"missing\"»\n")]
    [InlineData("not-defined", "aqua A declares «missing»\n")]
    [InlineData("no-export", "aqua A\n\nexport «missing»\n")]
    [InlineData("no-export", "aqua A\n\nexport «Ab»\n\nability Ab:\n  x: u8\n")]
    [InlineData("no-export", "aqua A\n\nexport «f»\n\nability Ab:\n  x: u8\n\nfunc f{Ab}():\n  x = Ab.x\n")]
    [InlineData("no-export", "aqua A\n\nexport «f»\n\nfunc f() -> (u8 -> u8):\n  g = (a: u8) -> u8:\n    <- a\n  <- g\n")]
    public void Header(string code, string source) => Assert.Equal(code, AquaSource.Mistake(source).Code);

    [Theory]
    [InlineData("func f():\n  x = (1«\n»")]
    [InlineData("func f():\n  for x in«»")]
    [InlineData("func f(a u8):\n  x = 1\n")]
    [InlineData("func f():\n  x = 1\nfunc g():\n  x = 1\n")]
    [InlineData("func f():\n  if true:\n  x = 1\n")]
    [InlineData("func f():\n    x = 1\n  y = 1\n")]
    [InlineData("data D:\n")]
    [InlineData("func f():\n  x = []\n")]
    [InlineData("func f():\n  x = \"\n")]
    [InlineData("const a = 1\n")]
    [InlineData("const A = 1 + 1\n")]
    [InlineData("func f():\n  x = 1 < 2 < 3\n")]
    [InlineData("func f():\n  x = a[-1]\n")]
    public void Unreadable_source_is_one_message(string items)
    {
        string text = AquaSource.Header + items.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        AquaDiagnostic found = Assert.Single(AquaSource.Check(text));
        Assert.Equal("syntax", found.Code);
        Assert.NotEmpty(found.Message);
    }

    [Fact]
    public void Each_mistake_is_one_message_and_nothing_follows_from_it()
    {
        IReadOnlyList<AquaDiagnostic> found = AquaSource.Check(AquaSource.Header + """
            data D:
              x: Missing

            func g(d: D) -> u8:
              a = d.x
              b <- h(a)
              for i <- b:
                c = i + a
              <- c

            func k() -> u8:
              r <- g(nothing)
              s = true + 1
              <- r

            """);
        Assert.Equal(["unknown-type", "unknown-name"], found.Select(each => each.Code).Take(2).ToArray());
        Assert.InRange(found.Count, 3, 4);
    }

    [Theory]
    [InlineData("length = 1\n  a = lenght", "did you mean `length`?")]
    [InlineData("a = Point(x = 1, y = 2)\n  b = a.xx", "did you mean `x`?")]
    [InlineData("a <- NoId.get()", "set it before: `NoId \"id\"`")]
    [InlineData("Op.nothing(?[1])", "the value is an option; `!` takes what is in it, which may wait for it")]
    [InlineData("a <- Op.idd(\"a\")", "did you mean `id`?")]
    public void Hint(string body, string hint) => Assert.Equal(
        hint, Assert.Single(AquaSource.Check($"{AquaSource.Header}{Definitions}func f():\n  {body}\n"), each => each.Hint is not null).Hint);
}

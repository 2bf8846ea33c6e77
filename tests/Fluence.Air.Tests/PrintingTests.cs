using Fluence.Air.Printing;
using Fluence.Air.Syntax;

namespace Fluence.Air.Tests;

public sealed class PrintingTests
{
    [Theory]
    [InlineData("(call %init_peer_id% (\"s\" \"f\") [1 x.$.a[0]!] out)", "call %init_peer_id% (\"s\" \"f\") [1 x.$.a.[0]] out")]
    [InlineData("(call \"p\" (\"s\" \"f\") [])", "call \"p\" (\"s\" \"f\") [] ")]
    [InlineData("(ap 1.0 $s)", "ap 1 $s")]
    [InlineData("(ap -0.0 $s)", "ap -0 $s")]
    [InlineData("(ap 0.000000001 $s)", "ap 0.000000001 $s")]
    [InlineData("(ap +7 $s)", "ap 7 $s")]
    [InlineData("(ap :error:.length $s)", "ap :error:.length $s")]
    [InlineData("(ap (\"k\" %last_error%.$.message) %m)", "ap (\"k\" %last_error%.$.message) %m")]
    [InlineData("(canon \"p\" $s #c)", "canon \"p\" $s #c")]
    [InlineData("(canon \"p\" %m #%c)", "canon \"p\" %m #%c")]
    [InlineData("(canon \"p\" %m c)", "canon \"p\" %m c")]
    [InlineData("(match [] true (null))", "match [] true")]
    [InlineData("(mismatch %ttl% %timestamp% (null))", "mismatch %ttl% %timestamp%")]
    [InlineData("(fail -5 \"two words\")", "fail -5 \"two words\"")]
    [InlineData("(fail :error:)", "fail :error:")]
    [InlineData("(fold [] i (null))", "fold [] i")]
    [InlineData("(new $s (null))", "new $s")]
    [InlineData("(xor (null) (null))", "xor")]
    public void An_instruction_shows_as_in_error_objects(string script, string line)
    {
        string defined = script.Contains("x.", StringComparison.Ordinal) ? $"(seq (ap 1 x) {script})" : script;
        Instruction? root = AirParser.Parse(defined).Root;

        Instruction? shown = root is Seq seq ? seq.Right : root;

        Assert.Equal(line, shown?.ToString());
    }

    [Theory]
    [InlineData("( ap   1234567890. ; comment\n  x )", "(ap 1234567890. x)")]
    [InlineData("(ap 2. x)", "(ap 2.0 x)")]
    [InlineData("(call \"p\" (\"s\" \"f\") [1.0 -0.0])", "(call \"p\" (\"s\" \"f\") [1.0 -0.0])")]
    [InlineData("(fold [] i (null) (match 1.0 1 (null)))", "(fold [] i (null) (match 1.0 1 (null)))")]
    public void Printed_text_parses_back(string script, string printed)
    {
        Instruction? root = AirParser.Parse(script).Root;
        Assert.NotNull(root);

        string text = AirPrinter.Print(root);

        Assert.Equal(printed, text);
        Assert.Equal(text, AirPrinter.Print(AirParser.Parse(text).Root!));
    }

    [Fact]
    public void Beautified_text_shows_structure_by_indentation()
    {
        const string Script = """
            (seq (new $s (new #c (canon "p" $s #c)))
              (xor (par (call "p" ("s" "f") [1 "a"] x) (ap x $t))
                (fold $t i (match i 1 (next i)) (null))))
            """;

        Assert.Equal(
            """
            hopon "p"
            try:
                par:
                    x <- call "p" ("s", "f") [1, "a"]
                |
                    ap x $t
            catch:
                fold $t i:
                    match i 1:
                        next i
                last:
                    null

            """,
            AirBeautifier.Beautify(AirParser.Parse(Script).Root!, showHops: true));
    }

    [Fact]
    public void A_hop_is_shown_as_written_unless_asked_for()
    {
        Instruction root = AirParser.Parse("(new $s (new #c (canon \"p\" $s #c)))").Root!;

        Assert.Equal("new $s:\n  new #c:\n    canon \"p\" $s #c\n", AirBeautifier.Beautify(root, indent: 2));
    }
}

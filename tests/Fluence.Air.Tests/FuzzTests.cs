using Fluence.Air.Printing;

namespace Fluence.Air.Tests;

public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", " ", "\n", ";", "\"", "\"a\"", "seq", "par", "xor", "null", "never", "new", "next", "fold", "match", "mismatch",
        "fail", "call", "canon", "ap", "x", "i", "$s", "%m", "#cc", "#%cm", "x.$.a", "#cc.length", ".$", ".", "!", "1", "-1", "1.5", "true",
        "%init_peer_id%", "%last_error%", ":error:.$.a", "(null)", "(next i)", "é", "\ud83d", "😀", "\0", "%ttl%", "12abc", "a%b", "[]",
    ];

    [Fact]
    public void Any_text_is_parsed_or_rejected_without_an_exception()
    {
        var random = new Random(20240101);
        for (int round = 0; round < 20_000; round++)
        {
            string script = string.Join(random.Next(2) == 0 ? "" : " ", random.GetItems(Pieces, random.Next(30)));

            AirParseResult result = AirParser.Parse(script);

            Assert.Equal(result.Root is null, result.Diagnostics.Length > 0);
        }
    }

    [Fact]
    public void Damaged_scripts_are_rejected_or_print_back_to_themselves()
    {
        const string Script = """
            (seq (call %init_peer_id% ("s" "f") [1 "a" 2.5] x)
              (xor (par (fold x.$.list i (seq (ap i $st) (next i)) (null)) (new %mm (ap ("k" x) %mm)))
                (seq (canon "p" $st #cs) (match #cs.$.[0] :error:.$.message (fail 7 "seven")))))
            """;
        var random = new Random(7);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            int start = random.Next(Script.Length);
            int length = random.Next(1, 6);
            string damaged = random.Next(3) switch
            {
                0 => Script.Remove(start, Math.Min(length, Script.Length - start)),
                1 => Script.Insert(start, random.GetItems(Pieces, 1)[0]),
                _ => Script[..start],
            };

            AirParseResult result = AirParser.Parse(damaged);
            if (result.Root is not null)
            {
                accepted++;
                string printed = AirPrinter.Print(result.Root);
                Assert.Equal(printed, AirPrinter.Print(AirParser.Parse(printed).Root!));
            }
        }

        Assert.InRange(accepted, 1_000, 19_000);
    }
}

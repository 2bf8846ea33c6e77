using System.Globalization;
using System.Text;

namespace Fluence.Benchmarks;

/// <summary>The language server of the <c>fluence</c> command with one large document: how long an editor waits for what.</summary>
internal static class AquaEditing
{
    private const int LinesOfFunction = 10;

    internal static async Task<int> RunAsync(AquaInputs inputs)
    {
        int functions = Math.Max(1, inputs.Lines / LinesOfFunction), edits = 10 * inputs.Rounds;
        string text = Document(functions);
        int lines = text.Count(each => each == '\n');
        Console.WriteLine($"one document of {lines} lines; milliseconds until the answer: first, median, most");
        await using AquaEditor editor = await AquaEditor.StartAsync();
        Report("open, diagnostics", [await editor.OpenAsync(text)]);
        editor.AssertMistakes(0);
        List<double> correct = [], broken = [], completion = [], members = [], hover = [], outline = [], colours = [], layout = [];
        for (int edit = 0; edit < edits; edit++)
        {
            // within a name of a function somewhere in the document, which is then wrong, and back again
            int line = LineOf(edit * 7919 % functions);
            broken.Add(await editor.ChangeAsync(line + 4, 6, 0, "x"));
            editor.AssertMistakes(1);
            correct.Add(await editor.ChangeAsync(line + 4, 6, 1, ""));
            editor.AssertMistakes(0);
            completion.Add(await editor.AskAsync("completion", line + 4, 14));
            members.Add(await editor.AskAsync("completion", line + 3, 21));
            hover.Add(await editor.AskAsync("hover", line + 4, 14));
            outline.Add(await editor.AskAsync("documentSymbol", 0, 0));
            colours.Add(await editor.AskAsync("semanticTokens/full", 0, 0));
            layout.Add(await editor.AskAsync("formatting", 0, 0));
        }

        Report("edit that breaks, diagnostics", broken);
        Report("edit that mends, diagnostics", correct);
        Report("completion", completion);
        Report("completion of members", members);
        Report("hover", hover);
        Report("outline", outline);
        Report("colours", colours);
        Report("formatting", layout);
        return 0;
    }

    private static void Report(string what, List<double> times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-32}{times[0],8:F1}{AquaBenchmark.Median(times),8:F1}{times.Max(),8:F1}"));

    private const int HeadLines = 12;

    private static int LineOf(int function) => HeadLines + (function * LinesOfFunction);

    private static string Document(int functions)
    {
        StringBuilder text = new();
        text.Append("""
            aqua Large declares *

            export work0

            data Item:
              name: string
              sizes: []u32

            service Store("store"):
              put(item: Item) -> u32
              get(name: string) -> Item


            """.ReplaceLineEndings("\n"));
        for (int index = 0; index < functions; index++)
        {
            string called = index == 0 ? "Store.put(kept)" : $"work{index - 1}(names, peer)";
            text.Append($$"""
                func work{{index}}(names: []string, peer: string) -> u32:
                  sums: *u32
                  for name <- names par:
                    item <- Store.get(name)
                    sums <<- item.sizes.length + {{index}}
                  kept = Item(name = "n{{index}}", sizes = sums)
                  on peer via HOST_PEER_ID:
                    done <- {{called}}
                  <- done


                """.ReplaceLineEndings("\n"));
        }

        return text.ToString();
    }
}

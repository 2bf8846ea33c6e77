using System.Text.RegularExpressions;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Tests.Emission;

public sealed partial class WorkedExampleTests
{
    private static string Expected => Path.Combine(AppContext.BaseDirectory, "Expected");

    public static TheoryData<string, string> Examples
    {
        get
        {
            TheoryData<string, string> examples = [];
            foreach (string file in Directory.EnumerateFiles(Expected).Order(StringComparer.Ordinal))
            {
                string[] name = Path.GetFileName(file).Split('.');
                examples.Add(name[0] + ".aqua", name[1]);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_script_is_to_the_letter_what_the_original_makes(string file, string function)
    {
        AirFunction compiled = AquaText.CompileFile(file).Functions.Single(each => each.Name == function);

        string expected = File.ReadAllText(Path.Combine(Expected, $"{Path.GetFileNameWithoutExtension(file)}.{function}.air"));
        Assert.Equal(WithoutNumbers(expected), WithoutNumbers(compiled.Air));
    }

    [Fact]
    public void Functions_are_compiled_in_the_order_of_their_exports() =>
        Assert.Equal(["fill", "sum", "wait", "make"], AquaText.CompileFile("streams.aqua").Functions.Select(function => function.Name));

    // the original numbers these names by the places in its own tree
    private static string WithoutNumbers(string air) => PushedStream().Replace(air.TrimEnd(), "push-to-stream");

    [GeneratedRegex("push-to-stream-[0-9]+")]
    private static partial Regex PushedStream();
}

using System.Text;
using Fluence.Projects.Files.Schemas;
using Fluence.Projects.Files.Shapes;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Files.Schemas;

/// <summary>The tables of the guide are made of what the readers go by.</summary>
public sealed class GuideTests
{
    [Fact]
    public void The_tables_of_the_guide_are_those_of_the_readers()
    {
        string file = Path.Combine(Repository.Root, "docs/guides/project.md"), text = File.ReadAllText(file);
        foreach (FileShape shape in SchemaFiles.Shapes)
        {
            string start = $"<!-- keys of {shape.Name} -->\n", end = "\n<!-- end -->";
            int from = text.IndexOf(start, StringComparison.Ordinal);
            Assert.True(from >= 0, $"the guide has no place for the keys of {shape.Name}: {start}");
            int to = text.IndexOf(end, from, StringComparison.Ordinal);
            text = text[..(from + start.Length)] + Table(shape) + text[to..];
        }

        KeptFile.Check(file, text);
    }

    private static string Table(FileShape shape)
    {
        StringBuilder table = new("| key | value | what it is for | without it |\n|---|---|---|---|\n");
        Rows(table, shape.Root, "");
        return table.ToString().TrimEnd('\n');
    }

    private static void Rows(StringBuilder table, ObjectShape shape, string path)
    {
        foreach (KeyShape key in shape.Keys)
        {
            string name = path + key.Name, ours = key.IsOurs ? " (not all of it known to the original)" : "";
            string missing = key.IsRequired ? "**required**" : key.Default ?? "";
            table.Append($"| `{name}` | {Value(key.Value)} | {key.Description.Replace("|", "\\|", StringComparison.Ordinal)}{ours} | {missing} |\n");

            // all networks have the same entries
            if (key.Name is "dar" or "kras" or "stage" or "testnet" or "mainnet" or "custom")
            {
                continue;
            }

            switch (key.Value)
            {
                case ObjectShape inner:
                    Rows(table, inner, name + ".");
                    break;
                case MapShape { Value: ObjectShape inner }:
                    Rows(table, inner, name + ".NAME.");
                    break;
                case ListShape { Item: ObjectShape inner }:
                    Rows(table, inner, name + "[].");
                    break;
            }
        }
    }

    private static string Value(Shape shape) => shape switch
    {
        ChoiceShape choice => string.Join(", ", choice.Choices.Select(static each => $"`{each}`")),
        ListShape { Item: TextShape } => "list of texts",
        MapShape { Value: TextShape } => "map of texts",
        IntegerShape { Min: int.MinValue } => "integer",
        IntegerShape { Max: int.MaxValue or long.MaxValue } integer => $"integer from {integer.Min}",
        VersionShape version => string.Join(", ", version.Versions),
        _ => Words.Describe(shape).Replace("a text", "text", StringComparison.Ordinal),
    };
}

using System.Collections;
using System.Reflection;
using Fluence.Air.Printing;
using Fluence.Air.Syntax;
using Fluence.Interop.Tests.Avm.Differential;

namespace Fluence.Air.Tests.Properties;

/// <summary>What a tree prints as is the same tree again.</summary>
public sealed class PrintingProperties
{
    private const int Scripts = 1500;

    [Fact]
    public void Parsing_what_was_printed_gives_the_same_tree()
    {
        int accepted = 0;
        for (int seed = 0; seed < Scripts; seed++)
        {
            string script = ScriptGenerator.Generate(new Random(seed), peers: 4, size: 5 + (seed % 60));
            if (AirParser.Parse(script).Root is not { } tree)
            {
                continue;
            }

            accepted++;
            string printed = AirPrinter.Print(tree);
            Instruction? again = AirParser.Parse(printed).Root;
            Assert.True(again is not null && AreSame(tree, again), $"seed {seed}: {script}\n{printed}");
            Assert.Equal(printed, AirPrinter.Print(again));
        }

        Assert.InRange(accepted, Scripts * 3 / 4, Scripts);
    }

    [Fact]
    public void Generated_scripts_have_every_instruction()
    {
        HashSet<InstructionKind> kinds = [];
        for (int seed = 0; seed < 200; seed++)
        {
            Collect(AirParser.Parse(ScriptGenerator.Generate(new Random(seed), peers: 4, size: 60)).Root, kinds);
        }

        Assert.Equal(Enum.GetValues<InstructionKind>().Order(), kinds.Order());
    }

    private static void Collect(Instruction? node, HashSet<InstructionKind> kinds)
    {
        if (node is not null)
        {
            kinds.Add(node.Kind);
            (Instruction? first, Instruction? second) = AirPrinter.Nested(node);
            Collect(first, kinds);
            Collect(second, kinds);
        }
    }

    /// <summary>Deep equality of syntax, where it stands in the text aside.</summary>
    private static bool AreSame(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (Span, Span) => true,
        (string or long or uint or bool or double or int or Enum, _) => left.Equals(right),
        (IEnumerable one, IEnumerable other) => AreSame(one.Cast<object>().ToList(), other.Cast<object>().ToList()),
        _ when left.GetType() != right.GetType() => false,
        _ => left.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property.Name != "Position")
            .All(property => AreSame(property.GetValue(left), property.GetValue(right))),
    };

    private static bool AreSame(List<object> left, List<object> right) =>
        left.Count == right.Count && left.Zip(right).All(static pair => AreSame(pair.First, pair.Second));
}

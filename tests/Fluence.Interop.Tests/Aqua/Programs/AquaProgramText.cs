using System.Collections.Immutable;
using System.Text;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>A program: definitions, each a block, and which functions are compiled.</summary>
internal sealed record AquaProgramText(ImmutableArray<Statement> Items, ImmutableArray<string> Exports)
{
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("aqua Random declares *\n\n").Append("export ").AppendJoin(", ", Exports).Append('\n');
        foreach (Statement item in Items)
        {
            text.Append('\n');
            item.Write(text, "");
        }

        return text.ToString();
    }

    /// <summary>Programs that are one step simpler; not all of them are right.</summary>
    public IEnumerable<AquaProgramText> Simpler()
    {
        foreach (string export in Exports.Length > 1 ? Exports : [])
        {
            yield return this with { Exports = [export] };
        }

        foreach (ImmutableArray<Statement> items in Statement.Simpler(Items))
        {
            yield return this with { Items = items };
        }
    }
}

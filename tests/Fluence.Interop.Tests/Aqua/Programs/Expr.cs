using System.Collections.Immutable;
using System.Globalization;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>An expression: a text with <c>{0}</c>, <c>{1}</c> and so on for its parts.</summary>
internal sealed record Expr(Ty Type, string Format, params ImmutableArray<Expr> Parts)
{
    public override string ToString() => Parts.IsEmpty ? Format
        : string.Format(CultureInfo.InvariantCulture, Format, [.. Parts.Select(static part => (object)$"{part}")]);

    /// <summary>Expressions that are one step simpler, with values of the same type.</summary>
    public IEnumerable<Expr> Simpler()
    {
        foreach (Expr part in Parts.Where(part => part.Type.Equals(Type)))
        {
            yield return part;
        }

        if (Literal() is { } literal && literal != Format)
        {
            yield return new Expr(Type, literal);
        }

        for (int i = 0; i < Parts.Length; i++)
        {
            foreach (Expr simpler in Parts[i].Simpler())
            {
                yield return this with { Parts = Parts.SetItem(i, simpler) };
            }
        }
    }

    private string? Literal() => $"{Type}" switch
    {
        "string" => "\"w0\"",
        "bool" => "true",
        "u32" or "i64" => "1",
        "f64" => "1.5",
        "[]string" => "[\"w0\"]",
        _ => null,
    };
}

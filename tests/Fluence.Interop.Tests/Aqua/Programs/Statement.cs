using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>A line of a program, with <c>{0}</c>, <c>{1}</c> and so on for its values; one that ends in a colon has a body.</summary>
internal sealed record Statement(string Format, ImmutableArray<Expr> Values, ImmutableArray<Statement> Body)
{
    public bool IsBlock => !Body.IsDefault;

    public static Statement Line(string format, params ImmutableArray<Expr> values) => new(format, values, default);

    public static Statement Block(string format, IEnumerable<Statement> body, params ImmutableArray<Expr> values) => new(format, values, [.. body]);

    public void Write(StringBuilder text, string indentation)
    {
        text.Append(indentation).AppendFormat(CultureInfo.InvariantCulture, Format, [.. Values.Select(static value => (object)$"{value}")]).Append('\n');
        foreach (Statement inner in IsBlock ? Body : [])
        {
            inner.Write(text, indentation + "  ");
        }
    }

    /// <summary>What can stand in its place and is one step simpler: without a part of its body, or with a simpler value.</summary>
    public IEnumerable<Statement> Simpler()
    {
        if (IsBlock)
        {
            foreach (ImmutableArray<Statement> body in Simpler(Body))
            {
                if (!body.IsEmpty)
                {
                    yield return this with { Body = body };
                }
            }
        }

        for (int i = 0; i < Values.Length; i++)
        {
            foreach (Expr simpler in Values[i].Simpler())
            {
                yield return this with { Values = Values.SetItem(i, simpler) };
            }
        }

        if (Format.EndsWith(" par:", StringComparison.Ordinal) || Format.EndsWith(" try:", StringComparison.Ordinal))
        {
            yield return this with { Format = Format[..^5] + ":" };
        }

        foreach (string word in new[] { "par ", "co " }.Where(word => Format.StartsWith(word, StringComparison.Ordinal)))
        {
            yield return this with { Format = Format[word.Length..] };
        }
    }

    /// <summary>A row of statements that is one step simpler: halves of it first, then without one, with a body instead of its block.</summary>
    public static IEnumerable<ImmutableArray<Statement>> Simpler(ImmutableArray<Statement> row)
    {
        for (int size = row.Length; size > 0; size /= 2)
        {
            for (int start = 0; start + size <= row.Length; start += size)
            {
                yield return row.RemoveRange(start, size);
            }
        }

        for (int i = 0; i < row.Length; i++)
        {
            if (row[i].IsBlock)
            {
                yield return row.RemoveAt(i).InsertRange(i, row[i].Body);
            }

            foreach (Statement simpler in row[i].Simpler())
            {
                yield return row.SetItem(i, simpler);
            }
        }
    }
}

using System.Text;
using Fluence.Air.Syntax;

namespace Fluence.Air.Printing;

/// <summary>Writes a syntax tree as AIR text on one line. Parsing the text gives an equal tree, spans aside.</summary>
public static class AirPrinter
{
    private const int LongestFloat = 11;

    /// <summary>The text of an instruction with all that is nested in it.</summary>
    public static string Print(Instruction root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder();
        var pending = new Stack<Instruction?>();
        pending.Push(root);
        while (pending.TryPop(out Instruction? instruction))
        {
            if (instruction is null)
            {
                text.Append(')');
                continue;
            }

            if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append('(');
            WriteLine(text, instruction);
            pending.Push(null);
            (Instruction? first, Instruction? second) = Nested(instruction);
            if (second is not null)
            {
                pending.Push(second);
            }

            if (first is not null)
            {
                pending.Push(first);
            }
        }

        return text.ToString();
    }

    /// <summary>The instructions nested directly in one.</summary>
    internal static (Instruction? First, Instruction? Second) Nested(Instruction instruction) => instruction switch
    {
        Seq seq => (seq.Left, seq.Right),
        Par par => (par.Left, par.Right),
        Xor xor => (xor.Left, xor.Right),
        Match match => (match.Body, null),
        Mismatch mismatch => (mismatch.Body, null),
        New @new => (@new.Body, null),
        FoldScalar fold => (fold.Body, fold.Last),
        FoldStream fold => (fold.Body, fold.Last),
        FoldStreamMap fold => (fold.Body, fold.Last),
        _ => (null, null),
    };

    /// <summary>As <see cref="Instruction.WriteLine"/>, but floats keep their dot, without which they would read back as
    /// integers.</summary>
    private static void WriteLine(StringBuilder text, Instruction instruction)
    {
        switch (instruction)
        {
            case Call call:
                Call shown = call with { Arguments = [.. call.Arguments.Select(Reparsable)] };
                shown.WriteLine(text);
                if (call.Output is null)
                {
                    text.Length--;
                }

                break;
            case Ap ap:
                (ap with { Argument = Reparsable(ap.Argument) }).WriteLine(text);
                break;
            case ApMap ap:
                (ap with { Argument = Reparsable(ap.Argument) }).WriteLine(text);
                break;
            case Match match:
                (match with { Left = Reparsable(match.Left), Right = Reparsable(match.Right) }).WriteLine(text);
                break;
            case Mismatch mismatch:
                (mismatch with { Left = Reparsable(mismatch.Left), Right = Reparsable(mismatch.Right) }).WriteLine(text);
                break;
            default:
                instruction.WriteLine(text);
                break;
        }
    }

    private static Value Reparsable(Value value) => value is FloatLiteral number ? new PrintedFloat(number.Value) : value;

    private sealed record PrintedFloat(double Value) : Value
    {
        internal override void WriteTo(StringBuilder text)
        {
            int start = text.Length;
            new FloatLiteral(Value).WriteTo(text);
            if (!text.ToString(start, text.Length - start).Contains('.', StringComparison.Ordinal))
            {
                text.Append(text.Length - start <= LongestFloat - 2 ? ".0" : ".");
            }
        }
    }
}

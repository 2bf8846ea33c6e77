using System.Text;
using Fluence.Air.Syntax;

namespace Fluence.Air.Printing;

/// <summary>
/// Writes a syntax tree for people: one instruction a line, <c>seq</c> as lines below each other, <c>xor</c> as try and catch,
/// blocks indented. The text is that of the original beautifier; it is not AIR.
/// </summary>
public sealed class AirBeautifier
{
    /// <summary>Deeper levels are no longer indented, which keeps the size of the text linear.</summary>
    private const int DeepestIndent = 256;

    private readonly StringBuilder _text = new();
    private readonly Stack<(string? Line, Instruction? Instruction, int Level)> _pending = new();
    private readonly int _step;
    private readonly bool _showsHops;

    private AirBeautifier(int step, bool showsHops)
    {
        _step = step;
        _showsHops = showsHops;
    }

    /// <summary>The readable form of an instruction with all that is nested in it.</summary>
    /// <param name="root">The instruction.</param>
    /// <param name="indent">By how many spaces each level is indented.</param>
    /// <param name="showHops">Whether the pattern by which compilers move to another peer is shown as <c>hopon peer</c>.</param>
    public static string Beautify(Instruction root, int indent = 4, bool showHops = false)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfNegative(indent);
        return new AirBeautifier(indent, showHops).Write(root);
    }

    private string Write(Instruction root)
    {
        _pending.Push((null, root, 0));
        while (_pending.TryPop(out var next))
        {
            if (next.Line is not null)
            {
                WriteLine(next.Line, next.Level);
            }
            else
            {
                Write(next.Instruction!, next.Level);
            }
        }

        return _text.ToString();
    }

    private void Write(Instruction instruction, int level)
    {
        switch (instruction)
        {
            case Call call:
                WriteLine(CallLine(call), level);
                break;
            case Seq seq:
                _pending.Push((null, seq.Right, level));
                _pending.Push((null, seq.Left, level));
                break;
            case Par par:
                PushBlock("|", par.Right, level);
                PushBlock("par:", par.Left, level);
                break;
            case Xor xor:
                PushBlock("catch:", xor.Right, level);
                PushBlock("try:", xor.Left, level);
                break;
            case New @new when _showsHops && HopOn(@new) is { } peer:
                WriteLine($"hopon {peer}", level);
                break;
            default:
                WriteOther(instruction, level);
                break;
        }
    }

    private void WriteOther(Instruction instruction, int level)
    {
        (Instruction? body, Instruction? last) = AirPrinter.Nested(instruction);
        if (last is not null)
        {
            PushBlock("last:", last, level);
        }

        if (body is null)
        {
            WriteLine(instruction.ToString(), level);
        }
        else
        {
            PushBlock($"{instruction}:", body, level);
        }
    }

    private void PushBlock(string header, Instruction body, int level)
    {
        _pending.Push((null, body, level + 1));
        _pending.Push((header, null, level));
    }

    private void WriteLine(string line, int level) =>
        _text.Append(' ', Math.Min(level, DeepestIndent) * _step).Append(line).Append('\n');

    private static string CallLine(Call call)
    {
        string output = call.Output is null ? string.Empty : $"{call.Output} <- ";
        return $"{output}call {call.Peer} ({call.Service}, {call.Function}) [{string.Join(", ", call.Arguments)}]";
    }

    /// <summary>The peer of <c>(new $s (new #c (canon peer $s #c)))</c>, whose only effect is that the particle goes to it.</summary>
    private static Value? HopOn(New outer) =>
        outer is { Argument: Syntax.Stream stream, Body: New { Argument: CanonStream hidden, Body: Canon canon } }
            && canon.Stream.Name == stream.Name
            && canon.Target.Name == hidden.Name
            && !(canon.Peer is CanonStream { Lambda: not null } peer && peer.Name == hidden.Name)
            ? canon.Peer
            : null;
}

using System.Text;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>
/// Random scripts with every instruction in every form, mostly sensible: variables are set before they are used, streams are folded
/// after something has gone in. The same random numbers make the same script.
/// </summary>
internal sealed partial class ScriptGenerator
{
    private const int MaxDepth = 14;
    private const int MaxFolds = 3;

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly ScriptNames _names;
    private readonly OperandGenerator _operands;
    private int _left;
    private int _depth;
    private int _folds;

    private ScriptGenerator(Random random, int peers, int size)
    {
        _random = random;
        _left = size;
        _names = new ScriptNames(random);
        _operands = new OperandGenerator(random, _names, peers, sloppy: random.Next(50) == 0);
    }

    /// <summary>A script.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="peers">How many peers there are; they stand in the script as <c>@0</c>, <c>@1</c>, …, the first being the init peer.</param>
    /// <param name="size">About how many instructions.</param>
    public static string Generate(Random random, int peers, int size)
    {
        ScriptGenerator generator = new(random, peers, size);
        generator.Block(() => generator.Sequence(Math.Max(2, size / 3)));
        return generator._text.ToString();
    }

    private void Sequence(int count)
    {
        if (count <= 1 || _left <= 0)
        {
            Step();
        }
        else if (_random.Next(4) == 0)
        {
            Two("seq", () => Sequence(count - 1), Step);
        }
        else
        {
            Two("seq", Step, () => Sequence(count - 1));
        }
    }

    /// <summary>An instruction whose failure often ends nothing else.</summary>
    private void Step()
    {
        if (_random.Next(3) == 0)
        {
            Two("xor", Any, () => Write(_random.Next(2) == 0 ? "(null)" : $"(ap :error: {_names.StreamTarget()})"));
        }
        else
        {
            Any();
        }
    }

    /// <summary>Any instruction.</summary>
    private void Any()
    {
        _left--;
        if (_left <= 0 || _depth > MaxDepth)
        {
            Leaf();
            return;
        }

        _depth++;
        switch (_random.Next(112))
        {
            case < 42:
                Leaf();
                break;
            case < 50:
                Two("par", Any, Any);
                break;
            case < 56:
                Two("par", Call, Call);
                break;
            case < 67:
                Two("xor", Any, Any);
                break;
            case < 72:
                Sequence(2 + _random.Next(2));
                break;
            case < 78:
                Compare();
                break;
            case < 84:
                New();
                break;
            case < 91 when _folds < MaxFolds:
                FoldScalar();
                break;
            case < 99 when _folds < MaxFolds:
                FoldStream();
                break;
            case < 103 when _folds < MaxFolds:
                FoldMap();
                break;
            case < 106 when _folds < MaxFolds:
                Recursion();
                break;
            case < 109 when _folds == 0:
                Collect();
                break;
            default:
                Leaf();
                break;
        }

        _depth--;
    }

    private void Leaf()
    {
        switch (_random.Next(100))
        {
            case < 46:
                Call();
                break;
            case < 62:
                Ap();
                break;
            case < 71:
                ApMap();
                break;
            case < 83 when _names.Streams.Count > 0:
                CanonStream();
                break;
            case < 91 when _names.Maps.Count > 0:
                CanonMap();
                break;
            case < 95:
                Write("(null)");
                break;
            case < 96:
                Write("(never)");
                break;
            case < 98:
                Write($"(fail {_operands.FailOperand()})");
                break;
            default:
                Call();
                break;
        }
    }

    private void Two(string keyword, Action left, Action right)
    {
        Open(keyword);
        left();
        right();
        Close();
    }

    private void Block(Action body)
    {
        body();
        if (_names.Iterators.Count > 0)
        {
            throw new InvalidOperationException("a fold was left open");
        }
    }

    private void Open(string head)
    {
        Separate();
        _text.Append('(').Append(head);
    }

    private void Close() => _text.Append(')');

    private void Write(string instruction)
    {
        Separate();
        _text.Append(instruction);
    }

    private void Separate()
    {
        if (_text.Length > 0)
        {
            _text.Append(_random.Next(60) == 0 ? " ; (comment\n" : " ");
        }
    }
}

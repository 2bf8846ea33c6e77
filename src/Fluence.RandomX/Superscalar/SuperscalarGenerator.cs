namespace Fluence.RandomX.Superscalar;

/// <summary>
/// Makes programs that keep all ports of the reference processor busy, by simulating it (specification, 6.3). Which instruction, register
/// and constant is chosen is part of the protocol, down to the order in which random numbers are drawn.
/// </summary>
internal sealed class SuperscalarGenerator
{
    private const int MaxLength = (3 * PortSchedule.Latency) + 2;

    // in how many cycles registers are waited for, and how many instructions in a row are dropped because none came
    private const int Patience = 4, MaxDropped = 256;

    private readonly BlakeGenerator _random;
    private readonly PortSchedule _schedule = new();
    private readonly RegisterChoice _registers;
    private readonly List<SuperscalarInstruction> _made = [];
    private InstructionForm _form = InstructionForm.None;
    private int _op;
    private int _cycle;
    private int _ready;
    private int _multiplications;
    private int _dropped;
    private bool _isFull;

    private SuperscalarGenerator(BlakeGenerator random)
    {
        _random = random;
        _registers = new RegisterChoice(random);
    }

    /// <summary>Makes a program.</summary>
    internal static SuperscalarProgram Make(BlakeGenerator random)
    {
        SuperscalarGenerator generator = new(random);
        for (int group = 0; group < PortSchedule.Latency && !generator._isFull && generator._made.Count < MaxLength; group++)
        {
            generator.Decode(DecoderGroup.Next(generator._form, group, generator._multiplications, random));
            generator._cycle++;
        }

        return new SuperscalarProgram([.. generator._made], AddressRegister(generator._made));
    }

    private void Decode(DecoderGroup group)
    {
        for (int slot = 0; slot < group.Slots.Length;)
        {
            int start = _cycle;
            if (_op >= _form.Ops.Length)
            {
                if (_isFull || _made.Count >= MaxLength)
                {
                    return;
                }

                _form = InstructionForm.Choose(group, slot, _random);
                _registers.Begin(_form);
                _op = 0;
            }

            MacroOp op = _form.Ops[_op];
            if (_schedule.Find(op, _cycle, _ready) is not { } scheduled)
            {
                _isFull = true;
                return;
            }

            if (!TryChoose(ref scheduled))
            {
                if (_dropped == MaxDropped)
                {
                    _form = InstructionForm.None;
                    return;
                }

                _dropped++;
                _op = _form.Ops.Length;
                continue;
            }

            _dropped = 0;
            if (_schedule.Take(op, scheduled) is not { } taken)
            {
                _isFull = true;
                return;
            }

            _ready = taken + op.Latency;
            if (_op == _form.ResultOp)
            {
                _registers.Write(_ready);
            }

            slot++;
            _op++;
            _isFull |= taken >= PortSchedule.Latency;
            _cycle = start;
            if (_op >= _form.Ops.Length)
            {
                _made.Add(_registers.End());
                _multiplications += _form.IsMultiplication ? 1 : 0;
            }
        }
    }

    /// <summary>Chooses the registers that are due, where that is possible soon.</summary>
    private bool TryChoose(ref int scheduled) =>
        (_op != _form.SourceOp || TryWait(ref scheduled, _registers.TryChooseSource))
        && (_op != _form.DestinationOp || TryWait(ref scheduled, cycle => _registers.TryChooseDestination(cycle, _dropped > 0)));

    private bool TryWait(ref int scheduled, Func<int, bool> tryChoose)
    {
        for (int i = 0; i < Patience; i++)
        {
            if (tryChoose(scheduled))
            {
                return true;
            }

            scheduled++;
            _cycle++;
        }

        return false;
    }

    /// <summary>The register that depends on the longest chain of instructions; the first of several.</summary>
    private static int AddressRegister(List<SuperscalarInstruction> program)
    {
        Span<int> depth = stackalloc int[8];
        foreach (SuperscalarInstruction each in program)
        {
            depth[each.Destination] = Math.Max(
                depth[each.Destination] + 1, each.Destination != each.Source ? depth[each.Source] + 1 : 0);
        }

        int deepest = 0;
        for (int register = 1; register < depth.Length; register++)
        {
            deepest = depth[register] > depth[deepest] ? register : deepest;
        }

        return deepest;
    }
}

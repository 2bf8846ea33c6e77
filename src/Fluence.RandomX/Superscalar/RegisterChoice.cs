namespace Fluence.RandomX.Superscalar;

/// <summary>Chooses the operands of instructions one after the other (specification, 6.3.4).</summary>
/// <param name="random">What chooses.</param>
internal sealed class RegisterChoice(BlakeGenerator random)
{
    // the address mode that adds shifted registers is longer with r5 as its base
    private const int NoBase = 5;

    private readonly Register[] _registers = new Register[8];
    private readonly List<int> _available = new(8);
    private InstructionForm _form = InstructionForm.None;
    private SuperscalarInstruction _instruction;
    private int _parameter;

    /// <summary>Begins an instruction: draws its constants.</summary>
    internal void Begin(InstructionForm form)
    {
        _form = form;
        _parameter = -1;
        _instruction = new SuperscalarInstruction(form.Kind, -1, -1, 0, 0);
        switch (form.Kind)
        {
            case SuperscalarKind.AddShifted:
                _instruction = _instruction with { Shift = (random.NextByte() >> 2) & 3 };
                break;
            case SuperscalarKind.Rotate:
                uint distance;
                do
                {
                    distance = random.NextByte() & 63u;
                }
                while (distance == 0);
                _instruction = _instruction with { Immediate = distance };
                break;
            case SuperscalarKind.AddConstant or SuperscalarKind.XorConstant:
                _instruction = _instruction with { Immediate = random.NextUInt32() };
                break;
            case SuperscalarKind.MultiplyHigh or SuperscalarKind.MultiplyHighSigned:
                // no instruction has this parameter again: these may follow one another
                _parameter = (int)random.NextUInt32();
                break;
            case SuperscalarKind.MultiplyReciprocal:
                uint divisor;
                do
                {
                    divisor = random.NextUInt32();
                }
                while (Reciprocal.IsNone(divisor));
                _instruction = _instruction with { Immediate = divisor };
                break;
        }
    }

    /// <summary>Chooses the source among the registers that are ready in a cycle.</summary>
    internal bool TryChooseSource(int cycle)
    {
        _available.Clear();
        for (int i = 0; i < _registers.Length; i++)
        {
            if (_registers[i].Ready <= cycle)
            {
                _available.Add(i);
            }
        }

        // of two of which one cannot be the destination, that one is the source
        bool isForced = _available.Count == 2 && _form.Kind == SuperscalarKind.AddShifted && _available.Contains(NoBase);
        if (!isForced && _available.Count == 0)
        {
            return false;
        }

        int source = isForced ? NoBase : Draw();
        _instruction = _instruction with { Source = source };
        _parameter = _form.MayReuse ? _parameter : source;
        return true;
    }

    /// <summary>Chooses the destination among the registers that are ready in a cycle, and that the instruction may change.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="mayMultiplyAgain">Whether a register may be multiplied twice in a row.</param>
    internal bool TryChooseDestination(int cycle, bool mayMultiplyAgain)
    {
        _available.Clear();
        for (int i = 0; i < _registers.Length; i++)
        {
            Register register = _registers[i];
            if (register.Ready <= cycle
                && (_form.MayReuse || i != _instruction.Source)
                && (mayMultiplyAgain || _form.Group != SuperscalarKind.Multiply || register.Group != SuperscalarKind.Multiply)
                && (register.Group != _form.Group || register.Parameter != _parameter)
                && (_form.Kind != SuperscalarKind.AddShifted || i != NoBase))
            {
                _available.Add(i);
            }
        }

        if (_available.Count == 0)
        {
            return false;
        }

        _instruction = _instruction with { Destination = Draw() };
        return true;
    }

    /// <summary>Notes when the outcome is there.</summary>
    internal void Write(int ready) => _registers[_instruction.Destination] = new Register(ready, _form.Group, _parameter);

    /// <summary>The instruction, with both registers.</summary>
    internal SuperscalarInstruction End() =>
        _instruction.Source >= 0 ? _instruction : _instruction with { Source = _instruction.Destination };

    private int Draw() => _available[_available.Count > 1 ? (int)(random.NextUInt32() % (uint)_available.Count) : 0];

    private readonly record struct Register(int Ready, SuperscalarKind Group, int Parameter);
}

using System.Runtime.CompilerServices;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Validation;

/// <summary>The operand types and open blocks of the validation algorithm in the specification's appendix.</summary>
internal sealed class OperandStack
{
    /// <summary>An operand of any type, popped behind an unconditional branch.</summary>
    internal const WasmValueType Unknown = WasmValueType.None;

    private WasmValueType[] _operands = new WasmValueType[256];
    private ControlFrame[] _frames = new ControlFrame[32];
    private int _count;

    internal int Depth { get; private set; }

    internal ref ControlFrame Top => ref _frames[Depth - 1];

    /// <summary>The most operands that lay on the stack since it was cleared.</summary>
    internal int MaxCount { get; private set; }

    internal void Clear() => (_count, Depth, MaxCount) = (0, 0, 0);

    internal ref ControlFrame Label(int depth) => ref _frames[Depth - 1 - depth];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(WasmValueType type)
    {
        if (_count == _operands.Length)
        {
            Array.Resize(ref _operands, _count * 2);
        }

        _operands[_count++] = type;
        if (_count > MaxCount)
        {
            MaxCount = _count;
        }
    }

    internal void Push(ReadOnlySpan<WasmValueType> types)
    {
        foreach (WasmValueType type in types)
        {
            Push(type);
        }
    }

    /// <summary>Pops an operand of any type; false where the block has none left.</summary>
    internal bool TryPop(out WasmValueType type)
    {
        ref ControlFrame frame = ref Top;
        if (_count == frame.Height)
        {
            type = Unknown;
            return frame.IsUnreachable;
        }

        type = _operands[--_count];
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPop(WasmValueType expected) =>
        TryPop(out WasmValueType type) && (type == expected || type == Unknown || expected == Unknown);

    internal bool TryPop(ReadOnlySpan<WasmValueType> types)
    {
        for (int i = types.Length - 1; i >= 0; i--)
        {
            if (!TryPop(types[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks that operands of these types lie on top, and leaves them as they are.</summary>
    internal bool TryPeek(ReadOnlySpan<WasmValueType> types)
    {
        ref ControlFrame frame = ref Top;
        for (int i = 0; i < types.Length; i++)
        {
            int place = _count - 1 - i;
            if (place < frame.Height)
            {
                return frame.IsUnreachable;
            }

            WasmValueType actual = _operands[place];
            if (actual != types[types.Length - 1 - i] && actual != Unknown)
            {
                return false;
            }
        }

        return true;
    }

    internal void Open(Opcode opcode, WasmFunctionType type)
    {
        if (Depth == _frames.Length)
        {
            Array.Resize(ref _frames, Depth * 2);
        }

        _frames[Depth++] = new ControlFrame { Opcode = opcode, Type = type, Height = _count };
        Push(type.Parameters.AsSpan());
    }

    /// <summary>Closes the innermost block, which must hold just its results.</summary>
    internal bool TryClose(out ControlFrame frame)
    {
        frame = Top;
        if (!TryPop(frame.Type.Results.AsSpan()) || _count != frame.Height)
        {
            return false;
        }

        Depth--;
        return true;
    }

    internal void MarkUnreachable()
    {
        ref ControlFrame frame = ref Top;
        _count = frame.Height;
        frame.IsUnreachable = true;
    }
}

using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Walks through an adapter's instructions and takes those that look as expected.</summary>
internal ref struct InstructionPattern(ImmutableArray<Instruction> code)
{
    private readonly ImmutableArray<Instruction> _code = code;
    private int _next;

    public readonly bool AtEnd => _next == _code.Length;

    /// <summary>The next instruction; null at the end.</summary>
    public readonly Instruction? Peek => AtEnd ? null : _code[_next];

    /// <summary>Takes the next instruction whatever it is.</summary>
    public Instruction Take() => _code[_next++];

    /// <summary>Takes instructions if they come next, all or none.</summary>
    public bool TryTake(params ReadOnlySpan<Instruction> expected)
    {
        if (_code.Length - _next < expected.Length || !_code.AsSpan(_next, expected.Length).SequenceEqual(expected))
        {
            return false;
        }

        _next += expected.Length;
        return true;
    }

    /// <summary>Takes the next instruction if it is of a kind.</summary>
    public bool TryTake<T>(Opcode opcode, out T instruction)
        where T : Instruction
    {
        instruction = null!;
        if (Peek is not T found || found.Opcode != opcode)
        {
            return false;
        }

        instruction = found;
        _next++;
        return true;
    }
}

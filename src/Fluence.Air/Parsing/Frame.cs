using Fluence.Air.Lexing;
using Fluence.Air.Syntax;
using Fluence.Air.Validation;

namespace Fluence.Air.Parsing;

/// <summary>An instruction whose nested instructions are being parsed.</summary>
internal struct Frame
{
    public InstructionKind Kind;
    public int Start;

    /// <summary>The operands: of <c>match</c> both values, of <c>fold</c> iterable and iterator, of <c>new</c> the variable.</summary>
    public Value? FirstOperand;
    public Value? SecondOperand;

    /// <summary>Of <c>fold</c>.</summary>
    public FoldScope? Fold;

    /// <summary>The first nested instruction, once parsed.</summary>
    public Instruction? First;

    /// <summary>The iterator whose <c>next</c> <see cref="First"/> ends in.</summary>
    public Symbol? FirstNext;

    /// <summary>Whether a second nested instruction must follow the first.</summary>
    public readonly bool NeedsSecond => Kind is InstructionKind.Seq or InstructionKind.Par or InstructionKind.Xor;

    /// <summary>Whether a second nested instruction may follow the first.</summary>
    public readonly bool AllowsSecond => Fold is not null || NeedsSecond;
}

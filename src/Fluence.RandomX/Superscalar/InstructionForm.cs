namespace Fluence.RandomX.Superscalar;

/// <summary>How an instruction of SuperscalarHash is executed, and what it chooses (specification, 6.2 and 6.3).</summary>
/// <param name="Kind">The instruction.</param>
/// <param name="Ops">Its parts, in order.</param>
/// <param name="Group">Kinds of one group are not applied to a register twice in a row with the same parameter.</param>
/// <param name="SourceOp">The part before which its source is chosen; -1 where it has none.</param>
/// <param name="DestinationOp">The part before which its destination is chosen.</param>
/// <param name="ResultOp">The part that makes its outcome.</param>
internal sealed record InstructionForm(
    SuperscalarKind Kind, MacroOp[] Ops, SuperscalarKind Group, int SourceOp, int DestinationOp = 0, int ResultOp = 0)
{
    internal static InstructionForm None { get; } = new(SuperscalarKind.None, [], SuperscalarKind.None, -1);

    private static readonly InstructionForm Subtract = new(SuperscalarKind.Subtract, [MacroOp.Simple], SuperscalarKind.AddShifted, 0);
    private static readonly InstructionForm Xor = new(SuperscalarKind.Xor, [MacroOp.Simple], SuperscalarKind.Xor, 0);
    private static readonly InstructionForm AddShifted = new(SuperscalarKind.AddShifted, [MacroOp.Lea], SuperscalarKind.AddShifted, 0);
    private static readonly InstructionForm Multiply = new(SuperscalarKind.Multiply, [MacroOp.Multiply], SuperscalarKind.Multiply, 0);
    private static readonly InstructionForm Rotate = new(SuperscalarKind.Rotate, [MacroOp.Rotate], SuperscalarKind.Rotate, -1);
    private static readonly InstructionForm AddConstant = Constant(SuperscalarKind.AddConstant);
    private static readonly InstructionForm XorConstant = Constant(SuperscalarKind.XorConstant);
    private static readonly InstructionForm MultiplyHigh = Wide(SuperscalarKind.MultiplyHigh);
    private static readonly InstructionForm MultiplyHighSigned = Wide(SuperscalarKind.MultiplyHighSigned);

    private static readonly InstructionForm MultiplyReciprocal = new(
        SuperscalarKind.MultiplyReciprocal, [MacroOp.Simple, MacroOp.Multiply with { IsDependent = true }],
        SuperscalarKind.MultiplyReciprocal, -1, 1, 1);

    private static readonly InstructionForm[] Short = [Subtract, Xor];
    private static readonly InstructionForm[] ShortLast = [Subtract, Xor, MultiplyHigh, MultiplyHighSigned];
    private static readonly InstructionForm[] Middle = [Rotate, AddShifted];
    private static readonly InstructionForm[] Long = [XorConstant, AddConstant];

    /// <summary>Whether the destination may be the source as well.</summary>
    internal bool MayReuse => Kind is SuperscalarKind.MultiplyHigh or SuperscalarKind.MultiplyHighSigned;

    internal bool IsMultiplication => MayReuse || Kind is SuperscalarKind.Multiply or SuperscalarKind.MultiplyReciprocal;

    /// <summary>Chooses an instruction that begins in a slot of a group of 16 bytes (specification, table 6.3.2).</summary>
    internal static InstructionForm Choose(DecoderGroup group, int slot, BlakeGenerator random)
    {
        bool isLast = slot == group.Slots.Length - 1;
        return group.Slots[slot] switch
        {
            3 when isLast => ShortLast[random.NextByte() & 3],
            3 => Short[random.NextByte() & 1],
            4 when group == DecoderGroup.Multiplying && !isLast => Multiply,
            4 => Middle[random.NextByte() & 1],
            10 => MultiplyReciprocal,
            _ => Long[random.NextByte() & 1],
        };
    }

    private static InstructionForm Constant(SuperscalarKind kind) => new(kind, [MacroOp.Simple], kind, -1);

    private static InstructionForm Wide(SuperscalarKind kind) =>
        new(kind, [MacroOp.Move, MacroOp.MultiplyWide, MacroOp.Move], kind, 1, 0, 1);
}

using Fluence.Marine.Generation;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Recognises what the generator makes for one value. Gives null where the instructions are others.</summary>
internal static class PlanReader
{
    private const int ByteTag = (int)AllocationTag.U8;

    /// <summary>An argument of an exported function.</summary>
    /// <param name="pattern">The instructions, before those of the argument.</param>
    /// <param name="index">The argument's place.</param>
    /// <param name="type">Its declared type.</param>
    /// <param name="shapes">The module's shapes.</param>
    public static LowerPlan? ReadArgument(ref InstructionPattern pattern, uint index, IType type, ValueShapes shapes)
    {
        if (!pattern.TryTake(Instruction.ArgumentGet(index)))
        {
            return null;
        }

        return type is not SimpleType { Kind: ITypeKind.String } ? ReadLowering(ref pattern, type, shapes)
            : pattern.TryTake(
                Instruction.Of(Opcode.StringSize), Instruction.PushI32(ByteTag), Instruction.CallCore(CoreApi.Allocate),
                Instruction.ArgumentGet(index), Instruction.Of(Opcode.StringLowerMemory)) ? new LowerPlan.Text() : null;
    }

    /// <summary>The result of an imported function, and how the module is told its place.</summary>
    public static LowerPlan? ReadImportResult(ref InstructionPattern pattern, IType type, ValueShapes shapes)
    {
        LowerPlan? plan = type is not SimpleType { Kind: ITypeKind.String } ? ReadLowering(ref pattern, type, shapes)
            : pattern.TryTake(
                Instruction.Of(Opcode.Dup), Instruction.Of(Opcode.StringSize), Instruction.PushI32(ByteTag),
                Instruction.CallCore(CoreApi.Allocate), Instruction.Of(Opcode.Swap2), Instruction.Of(Opcode.StringLowerMemory))
                ? new LowerPlan.Text() : null;
        return plan switch
        {
            LowerPlan.Text or LowerPlan.Array =>
                pattern.TryTake(Instruction.CallCore(CoreApi.SetResultSize), Instruction.CallCore(CoreApi.SetResultPtr)) ? plan : null,
            LowerPlan.Record => pattern.TryTake(Instruction.CallCore(CoreApi.SetResultPtr)) ? plan : null,
            _ => plan,
        };
    }

    /// <summary>The result of an exported function, which the module tells the place of.</summary>
    public static LiftPlan? ReadResult(ref InstructionPattern pattern, IType type, ValueShapes shapes)
    {
        if (pattern.TryTake(Instruction.CallCore(CoreApi.GetResultPtr)))
        {
            bool hasCount = pattern.TryTake(Instruction.CallCore(CoreApi.GetResultSize));
            return ReadLifting(ref pattern, type, shapes) is { IsInMemory: true } plan && hasCount == (plan.Slots == 2) ? plan : null;
        }

        return ReadLifting(ref pattern, type, shapes) is { IsInMemory: false } scalar ? scalar : null;
    }

    /// <summary>An argument of an imported function, that begins in a slot.</summary>
    public static LiftPlan? ReadImportArgument(ref InstructionPattern pattern, uint slot, IType type, ValueShapes shapes)
    {
        if (!pattern.TryTake(Instruction.ArgumentGet(slot)))
        {
            return null;
        }

        bool hasCount = pattern.TryTake(Instruction.ArgumentGet(slot + 1));
        return ReadLifting(ref pattern, type, shapes) is { } plan && hasCount == (plan.Slots == 2) ? plan : null;
    }

    private static LowerPlan? ReadLowering(ref InstructionPattern pattern, IType type, ValueShapes shapes)
    {
        switch (type)
        {
            case SimpleType { Kind: ITypeKind.F32 or ITypeKind.F64 } number:
                return new LowerPlan.Plain(number);
            case SimpleType { Kind: ITypeKind.ByteArray } when pattern.TryTake(Instruction.ArrayLower(IType.U8)):
                return NewArray(IType.U8, shapes);
            case ArrayType array when pattern.TryTake(Instruction.ArrayLower(array.Element)):
                return NewArray(array.Element, shapes);
            case RecordReference record when pattern.TryTake(Instruction.RecordLower(record.Id)):
                return new LowerPlan.Record(Instruction.RecordLower(record.Id).ToString(), (RecordShape)shapes.Of(record));
            case SimpleType simple when pattern.Peek is SimpleInstruction next
                && ScalarSteps.TryGet(next.Opcode, out ITypeKind from, out ITypeKind to) && from == simple.Kind
                && to is ITypeKind.I32 or ITypeKind.I64:
                return new LowerPlan.Scalar(pattern.Take().ToString(), from, to);
            default:
                return null;
        }
    }

    private static LowerPlan.Array NewArray(IType element, ValueShapes shapes) => new(
        Instruction.ArrayLower(element).ToString(), (ArrayShape)shapes.Of(IType.ArrayOf(element)), element);

    private static LiftPlan? ReadLifting(ref InstructionPattern pattern, IType type, ValueShapes shapes)
    {
        switch (type)
        {
            case SimpleType { Kind: ITypeKind.F32 }:
                return new LiftPlan.Plain(WasmValueType.F32);
            case SimpleType { Kind: ITypeKind.F64 }:
                return new LiftPlan.Plain(WasmValueType.F64);
            case SimpleType { Kind: ITypeKind.String } when pattern.TryTake(Instruction.Of(Opcode.StringLiftMemory)):
                return new LiftPlan.Text();
            case SimpleType { Kind: ITypeKind.ByteArray } when pattern.TryTake(Instruction.Of(Opcode.ByteArrayLiftMemory)):
                return new LiftPlan.Bytes();
            case ArrayType array when pattern.TryTake(Instruction.ArrayLift(array.Element)):
                return new LiftPlan.Array(
                    Instruction.ArrayLift(array.Element).ToString(), (ArrayShape)shapes.Of(type), array.Element);
            case RecordReference record when pattern.TryTake(Instruction.RecordLift(record.Id)):
                return new LiftPlan.Record(Instruction.RecordLift(record.Id).ToString(), (RecordShape)shapes.Of(record));
            case SimpleType simple when pattern.Peek is SimpleInstruction next
                && ScalarSteps.TryGet(next.Opcode, out ITypeKind from, out ITypeKind to) && to == simple.Kind
                && from is ITypeKind.I32 or ITypeKind.I64:
                return new LiftPlan.Scalar(pattern.Take().ToString(), from, to);
            default:
                return null;
        }
    }
}

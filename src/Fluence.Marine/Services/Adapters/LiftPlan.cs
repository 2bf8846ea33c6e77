using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>How a value comes up out of a module: what the instructions for it come to.</summary>
internal abstract class LiftPlan
{
    /// <summary>How many slots the value takes; those of a result that lies in memory are its address and its count.</summary>
    public virtual int Slots => 1;

    /// <summary>Whether the value lies in memory.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>Reads the value.</summary>
    /// <exception cref="AdapterException">It does not lie in the memory, or is out of its range.</exception>
    public abstract IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots);

    /// <summary>A number that is converted.</summary>
    public sealed class Scalar(string text, ITypeKind from, ITypeKind to) : LiftPlan
    {
        public ITypeKind To => to;

        public override bool IsInMemory => false;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots)
        {
            long bits = from == ITypeKind.I64 ? slots[0].AsI64 : slots[0].AsI32;
            return to == ITypeKind.Boolean
                ? IValue.Boolean(bits != 0)
                : new IntegerValue(to, ScalarSteps.Narrow(text, bits, from, to));
        }
    }

    /// <summary>A float, which comes as it is.</summary>
    public sealed class Plain(WasmValueType type) : LiftPlan
    {
        public SimpleType Type => (SimpleType)CoreValues.TypeOf(type);

        public override bool IsInMemory => false;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots) => CoreValues.FromWasm(slots[0], type);
    }

    /// <summary>Text.</summary>
    public sealed class Text : LiftPlan
    {
        private static readonly string LiftText = Instruction.Of(Opcode.StringLiftMemory).ToString();

        public override int Slots => 2;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots) =>
            MemorySteps.LiftString(LiftText, guest, (uint)slots[0].AsI32, (uint)slots[1].AsI32);
    }

    /// <summary>Bytes.</summary>
    public sealed class Bytes : LiftPlan
    {
        private static readonly string LiftText = Instruction.Of(Opcode.ByteArrayLiftMemory).ToString();

        public override int Slots => 2;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots) =>
            MemorySteps.LiftBytes(LiftText, guest, (uint)slots[0].AsI32, (uint)slots[1].AsI32);
    }

    /// <summary>An array.</summary>
    public sealed class Array(string text, ArrayShape shape, IType element) : LiftPlan
    {
        public IType Element => element;

        public override int Slots => 2;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots) =>
            MemorySteps.LiftArray(text, guest, shape, (uint)slots[0].AsI32, (uint)slots[1].AsI32);
    }

    /// <summary>A record.</summary>
    public sealed class Record(string text, RecordShape shape) : LiftPlan
    {
        public uint Id => shape.Id;

        public override IValue Lift(GuestModule guest, ReadOnlySpan<WasmValue> slots) =>
            MemorySteps.LiftRecord(text, guest, shape, (uint)slots[0].AsI32);
    }
}

using Fluence.Marine.Generation;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>How a value goes down into a module: what the instructions for it come to.</summary>
internal abstract class LowerPlan
{
    // what string.size leaves room for is allocated with the tag of bytes
    protected static readonly string AllocateText = Instruction.CallCore(CoreApi.Allocate).ToString();

    /// <summary>How many slots the value takes.</summary>
    public virtual int Slots => 1;

    /// <summary>Writes the value to memory if it must lie there, and what stands for it into its slots.</summary>
    /// <exception cref="AdapterException">The value is of another type, or the module cannot take it.</exception>
    public abstract void Lower(GuestModule guest, IValue value, Span<WasmValue> slots);

    /// <summary>A number that is converted.</summary>
    public sealed class Scalar(string text, ITypeKind from, ITypeKind to) : LowerPlan
    {
        public ITypeKind From => from;

        public override void Lower(GuestModule guest, IValue value, Span<WasmValue> slots)
        {
            if (value is IntegerValue integer && integer.Kind == from)
            {
                long bits = ScalarSteps.Narrow(text, integer.Bits, from, to);
                slots[0] = to == ITypeKind.I64 ? new WasmValue(bits) : new WasmValue((int)bits);
            }
            else
            {
                slots[0] = CoreValues.ToWasm(ScalarSteps.Convert(text, value, from, to));
            }
        }
    }

    /// <summary>A float, which goes as it is; the call it goes to checks it.</summary>
    public sealed class Plain(SimpleType type) : LowerPlan
    {
        public SimpleType Type => type;

        public override void Lower(GuestModule guest, IValue value, Span<WasmValue> slots) => slots[0] = value switch
        {
            F32Value number => new WasmValue(number.Value),
            F64Value number => new WasmValue(number.Value),
            _ => default,
        };
    }

    /// <summary>Text, for which the adapter itself calls <c>allocate</c>.</summary>
    public sealed class Text : LowerPlan
    {
        private static readonly string SizeText = Instruction.Of(Opcode.StringSize).ToString();
        private static readonly string LowerText = Instruction.Of(Opcode.StringLowerMemory).ToString();

        public override int Slots => 2;

        public override void Lower(GuestModule guest, IValue value, Span<WasmValue> slots)
        {
            StringValue text = value as StringValue ?? throw new AdapterException(SizeText, ValueCheck.Mismatch(IType.Text, value));
            int size = text.Utf8Length;
            uint address;
            try
            {
                address = guest.Allocate((uint)size, AllocationTag.U8);
            }
            catch (GuestCallException failure)
            {
                throw guest.Function(CoreApi.Allocate)!.Failed(AllocateText, failure);
            }

            MemorySteps.WriteString(LowerText, guest, address, text);
            slots[0] = new WasmValue((int)address);
            slots[1] = new WasmValue(size);
        }
    }

    /// <summary>An array, or bytes.</summary>
    public sealed class Array(string text, ArrayShape shape, IType element) : LowerPlan
    {
        public IType Element => element;

        public override int Slots => 2;

        public override void Lower(GuestModule guest, IValue value, Span<WasmValue> slots)
        {
            (uint address, uint count) = MemorySteps.LowerArray(text, guest, shape, element, value);
            slots[0] = new WasmValue((int)address);
            slots[1] = new WasmValue((int)count);
        }
    }

    /// <summary>A record.</summary>
    public sealed class Record(string text, RecordShape shape) : LowerPlan
    {
        public uint Id => shape.Id;

        public override void Lower(GuestModule guest, IValue value, Span<WasmValue> slots) =>
            slots[0] = new WasmValue((int)MemorySteps.LowerRecord(text, guest, shape, value));
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;

namespace Fluence.Marine.Layout;

/// <summary>
/// Writes values into a module's memory, in the order of the original: the buffer of an array before what its elements point to,
/// that of a record after.
/// </summary>
public static class ValueLowerer
{
    /// <summary>Writes bytes, text among them.</summary>
    /// <returns>Address and count.</returns>
    /// <exception cref="MemoryLayoutException">What the module allocated does not lie in its memory.</exception>
    public static (uint Address, uint Count) LowerBytes(IGuestMemory memory, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(memory);
        uint address = memory.Allocate((uint)bytes.Length, AllocationTag.U8);
        bytes.CopyTo(GuestBounds.Slice(memory, address, (uint)bytes.Length));
        return (address, (uint)bytes.Length);
    }

    /// <summary>Writes an array; an empty one needs no memory.</summary>
    /// <returns>Address and number of elements.</returns>
    /// <exception cref="MemoryLayoutException">A value is not of the shape, or the module allocates outside its memory.</exception>
    public static (uint Address, uint Count) LowerArray(IGuestMemory memory, ArrayShape shape, ImmutableArray<IValue> items)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(shape);
        if (items.IsEmpty)
        {
            return (0, 0);
        }

        long size = (long)items.Length * shape.Element.Size;
        if (size > Limits.MaxLiftedSize)
        {
            throw new MemoryLayoutException($"an array of {size} bytes is more than a module can take");
        }

        uint address = memory.Allocate((uint)size, shape.Tag);
        byte[] slots = new byte[size];
        for (int i = 0; i < items.Length; i++)
        {
            WriteSlot(memory, shape.Element, items[i], slots.AsSpan(i * shape.Element.Size));
        }

        slots.CopyTo(GuestBounds.Slice(memory, address, (uint)size));
        return (address, (uint)items.Length);
    }

    /// <summary>Writes a record.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="MemoryLayoutException">A value is not of the shape, or the module allocates outside its memory.</exception>
    public static uint LowerRecord(IGuestMemory memory, RecordShape shape, ImmutableArray<IValue> fields)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (fields.Length != shape.Fields.Length)
        {
            throw new MemoryLayoutException($"the record '{shape.Name}' has {shape.Fields.Length} fields, {fields.Length} are given");
        }

        byte[] content = new byte[shape.ContentSize];
        for (int i = 0; i < fields.Length; i++)
        {
            FieldShape field = shape.Fields[i];
            WriteSlot(memory, field.Shape, fields[i], content.AsSpan(field.Offset));
        }

        return LowerBytes(memory, content).Address;
    }

    private static void WriteSlot(IGuestMemory memory, ValueShape shape, IValue value, Span<byte> slot)
    {
        switch (shape, value)
        {
            case (ScalarShape scalar, _):
                WriteScalar(scalar.Kind, value, slot);
                break;
            case (StringShape, StringValue text):
                WritePair(slot, LowerBytes(memory, text.Utf8.Span));
                break;
            case (BytesShape or ArrayShape { Element: ScalarShape { Kind: ITypeKind.U8 } }, ByteArrayValue bytes):
                WritePair(slot, LowerBytes(memory, bytes.Value.Span));
                break;
            case (BytesShape, ArrayValue array):
                WritePair(slot, LowerArray(memory, new ArrayShape(new ScalarShape(ITypeKind.U8), AllocationTag.U8), array.Items));
                break;
            case (ArrayShape inner, ArrayValue array):
                WritePair(slot, LowerArray(memory, inner, array.Items));
                break;
            case (RecordShape inner, RecordValue record):
                BinaryPrimitives.WriteUInt32LittleEndian(slot, LowerRecord(memory, inner, record.Fields));
                break;
            default:
                throw Mismatch(value);
        }
    }

    private static void WriteScalar(ITypeKind kind, IValue value, Span<byte> slot)
    {
        switch (value)
        {
            case BooleanValue flag when kind == ITypeKind.Boolean:
                slot[0] = flag.Value ? (byte)1 : (byte)0;
                break;
            case F32Value number when kind == ITypeKind.F32:
                BinaryPrimitives.WriteSingleLittleEndian(slot, number.Value);
                break;
            case F64Value number when kind == ITypeKind.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(slot, number.Value);
                break;
            case IntegerValue integer when integer.Kind == kind:
                Span<byte> bits = stackalloc byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(bits, integer.Bits);
                bits[..MemoryLayout.SizeOf(IType.Of(kind))].CopyTo(slot);
                break;
            default:
                throw Mismatch(value);
        }
    }

    private static void WritePair(Span<byte> slot, (uint Address, uint Count) pair)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(slot, pair.Address);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[MemoryLayout.PointerSize..], pair.Count);
    }

    private static MemoryLayoutException Mismatch(IValue value) => new($"the value {value} is not of the type that the module expects");
}

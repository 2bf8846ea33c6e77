using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Unicode;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Text;
using Fluence.Marine.Values;

namespace Fluence.Marine.Layout;

/// <summary>
/// Reads values out of a module's memory. A module may point to one buffer many times, so what one lifter reads in all is limited.
/// </summary>
/// <param name="memory">The module's memory.</param>
/// <param name="most">The bytes and elements that may be read in all.</param>
public sealed class ValueLifter(IGuestMemory memory, long most = Limits.MaxLiftedSize)
{
    private long _used;

    /// <summary>Reads bytes.</summary>
    /// <exception cref="MemoryLayoutException">They do not lie in the memory, or too much was read.</exception>
    public byte[] LiftBytes(uint address, uint count)
    {
        Charge(count);
        return GuestBounds.Slice(memory, address, count).ToArray();
    }

    /// <summary>Reads text.</summary>
    /// <exception cref="MemoryLayoutException">It does not lie in the memory, is not UTF-8, or too much was read.</exception>
    public StringValue LiftString(uint address, uint count)
    {
        Charge(count);
        ReadOnlySpan<byte> bytes = GuestBounds.Slice(memory, address, count);
        return Utf8.IsValid(bytes)
            ? StringValue.OfUtf8(bytes.ToArray())
            : throw new MemoryLayoutException(Utf8Problem.Describe(bytes));
    }

    /// <summary>Reads an array.</summary>
    /// <exception cref="MemoryLayoutException">It does not lie in the memory, or too much was read.</exception>
    public IValue LiftArray(ArrayShape shape, uint address, uint count)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int size = shape.Element.Size;

        // an element is an object here, however small it is there
        Charge((long)count * IntPtr.Size);
        if ((ulong)count * (ulong)size > uint.MaxValue)
        {
            throw new MemoryLayoutException($"an array of {count} elements is more than a module can hold");
        }

        Span<byte> slots = GuestBounds.Slice(memory, address, count * (uint)size);
        ImmutableArray<IValue>.Builder items = ImmutableArray.CreateBuilder<IValue>((int)count);
        for (int i = 0; i < (int)count; i++)
        {
            items.Add(ReadSlot(shape.Element, slots[(i * size)..]));
        }

        return IValue.Array(items.MoveToImmutable());
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="MemoryLayoutException">It does not lie in the memory, or too much was read.</exception>
    public IValue LiftRecord(RecordShape shape, uint address)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Charge(shape.ContentSize);
        Span<byte> content = GuestBounds.Slice(memory, address, (uint)shape.ContentSize);
        ImmutableArray<IValue>.Builder fields = ImmutableArray.CreateBuilder<IValue>(shape.Fields.Length);
        foreach (FieldShape field in shape.Fields)
        {
            fields.Add(ReadSlot(field.Shape, content[field.Offset..]));
        }

        return IValue.Record(fields.MoveToImmutable());
    }

    private IValue ReadSlot(ValueShape shape, ReadOnlySpan<byte> slot)
    {
        if (shape is ScalarShape scalar)
        {
            return ReadScalar(scalar.Kind, slot);
        }

        uint address = BinaryPrimitives.ReadUInt32LittleEndian(slot);
        if (shape is RecordShape record)
        {
            return LiftRecord(record, address);
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(slot[MemoryLayout.PointerSize..]);
        return shape switch
        {
            StringShape => LiftString(address, count),
            BytesShape => IValue.Bytes(LiftBytes(address, count)),
            ArrayShape array => LiftArray(array, address, count),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }

    private static IValue ReadScalar(ITypeKind kind, ReadOnlySpan<byte> slot) => kind switch
    {
        ITypeKind.Boolean => IValue.Boolean(slot[0] != 0),
        ITypeKind.S8 => IValue.S8((sbyte)slot[0]),
        ITypeKind.U8 => IValue.U8(slot[0]),
        ITypeKind.S16 => IValue.S16(BinaryPrimitives.ReadInt16LittleEndian(slot)),
        ITypeKind.U16 => IValue.U16(BinaryPrimitives.ReadUInt16LittleEndian(slot)),
        ITypeKind.S32 => IValue.S32(BinaryPrimitives.ReadInt32LittleEndian(slot)),
        ITypeKind.U32 => IValue.U32(BinaryPrimitives.ReadUInt32LittleEndian(slot)),
        ITypeKind.I32 => IValue.I32(BinaryPrimitives.ReadInt32LittleEndian(slot)),
        ITypeKind.S64 => IValue.S64(BinaryPrimitives.ReadInt64LittleEndian(slot)),
        ITypeKind.U64 => IValue.U64(BinaryPrimitives.ReadUInt64LittleEndian(slot)),
        ITypeKind.I64 => IValue.I64(BinaryPrimitives.ReadInt64LittleEndian(slot)),
        ITypeKind.F32 => IValue.F32(BinaryPrimitives.ReadSingleLittleEndian(slot)),
        ITypeKind.F64 => IValue.F64(BinaryPrimitives.ReadDoubleLittleEndian(slot)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private void Charge(long size)
    {
        _used += size;
        if (_used > most)
        {
            throw new MemoryLayoutException($"a value is larger than {most} bytes");
        }
    }
}

using System.Text.Unicode;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Text;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>What the instructions do that read and write a module's memory. Both ways of running adapters use it.</summary>
internal static class MemorySteps
{
    public static StringValue LiftString(string instruction, GuestModule guest, uint address, uint count)
    {
        ReadOnlySpan<byte> bytes = SliceOfValue(instruction, guest, address, count);
        return Utf8.IsValid(bytes)
            ? StringValue.OfUtf8(bytes.ToArray())
            : throw new AdapterException(instruction, Utf8Problem.Describe(bytes));
    }

    public static IValue LiftBytes(string instruction, GuestModule guest, uint address, uint count) =>
        IValue.Bytes(SliceOfValue(instruction, guest, address, count).ToArray());

    public static IValue LiftArray(string instruction, GuestModule guest, ArrayShape shape, uint address, uint count)
    {
        try
        {
            return new ValueLifter(guest, guest.MaxValueSize).LiftArray(shape, address, count);
        }
        catch (MemoryLayoutException problem)
        {
            throw new AdapterException(instruction, problem.Message, problem);
        }
    }

    public static IValue LiftRecord(string instruction, GuestModule guest, RecordShape shape, uint address)
    {
        try
        {
            return new ValueLifter(guest, guest.MaxValueSize).LiftRecord(shape, address);
        }
        catch (MemoryLayoutException problem)
        {
            throw new AdapterException(instruction, problem.Message, problem);
        }
    }

    /// <summary>Writes text to where the module has made room for it.</summary>
    public static void WriteString(string instruction, GuestModule guest, uint address, StringValue text) =>
        text.CopyTo(Slice(instruction, guest, address, (uint)text.Utf8Length));

    public static void WriteBytes(string instruction, GuestModule guest, uint address, ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(Slice(instruction, guest, address, (uint)bytes.Length));

    /// <summary>Writes an array, or bytes that stand for one.</summary>
    public static (uint Address, uint Count) LowerArray(
        string instruction, GuestModule guest, ArrayShape shape, IType element, IValue value)
    {
        switch (value)
        {
            case ByteArrayValue bytes:
                return Lowering(instruction, guest, bytes, static (guest, bytes) => ValueLowerer.LowerBytes(guest, bytes.Value.Span));
            case ArrayValue array:
                foreach (IValue item in array.Items)
                {
                    ValueCheck.Require(instruction, item, element, guest.Records);
                }

                return Lowering(
                    instruction, guest, (shape, array.Items), static (guest, of) => ValueLowerer.LowerArray(guest, of.shape, of.Items));
            default:
                throw new AdapterException(instruction, ValueCheck.Mismatch(IType.ArrayOf(element), value));
        }
    }

    /// <summary>Writes a record.</summary>
    public static uint LowerRecord(string instruction, GuestModule guest, RecordShape shape, IValue value)
    {
        if (value is not RecordValue record)
        {
            throw new AdapterException(instruction, ValueCheck.Mismatch(IType.Record(shape.Id), value));
        }

        ValueCheck.RequireRecord(instruction, record, shape.Id, guest.Records);
        (uint address, _) = Lowering(
            instruction, guest, (shape, record.Fields), static (guest, of) => (ValueLowerer.LowerRecord(guest, of.shape, of.Fields), 0u));
        return address;
    }

    private static (uint Address, uint Count) Lowering<T>(
        string instruction, GuestModule guest, T value, Func<GuestModule, T, (uint Address, uint Count)> lower)
    {
        try
        {
            return lower(guest, value);
        }
        catch (MemoryLayoutException problem)
        {
            throw new AdapterException(instruction, problem.Message, problem);
        }
        catch (GuestCallException failure)
        {
            throw new AdapterException(instruction, "call to allocate function was failed: " + failure.Message, failure);
        }
    }

    private static Span<byte> SliceOfValue(string instruction, GuestModule guest, uint address, uint count) =>
        count <= guest.MaxValueSize
            ? Slice(instruction, guest, address, count)
            : throw new AdapterException(instruction, $"a value is larger than {guest.MaxValueSize} bytes");

    private static Span<byte> Slice(string instruction, GuestModule guest, uint address, uint count)
    {
        if (count == 0)
        {
            return default;
        }

        long length = guest.Length;
        return guest.Memory is null ? throw new AdapterException(instruction, "memory `0` does not exist")
            : (ulong)address + count <= (ulong)length && count <= int.MaxValue ? guest.Slice(address, (int)count)
            : throw new AdapterException(
                instruction,
                $"read out of the memory bounds (index {(ulong)address + count} > memory length {length})");
    }
}

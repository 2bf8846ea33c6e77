using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>The values that the instructions of an adapter work on.</summary>
internal sealed class AdapterStack
{
    private readonly List<IValue> _values = [];

    public void Push(IValue value) => _values.Add(value);

    public void Push(ImmutableArray<IValue> values) => _values.AddRange(values);

    /// <summary>Pushes an address and a count.</summary>
    public void PushRange((uint Address, uint Count) range)
    {
        Push(IValue.I32((int)range.Address));
        Push(IValue.I32((int)range.Count));
    }

    public IValue Pop(string instruction)
    {
        IValue[] one = Pop(instruction, 1);
        return one[0];
    }

    /// <summary>Takes values off, the lowest first.</summary>
    /// <param name="instruction">Who wants them.</param>
    /// <param name="count">How many.</param>
    /// <param name="reported">The number in the original's message, where it is another.</param>
    public IValue[] Pop(string instruction, int count, int? reported = null)
    {
        if (_values.Count < count)
        {
            throw new AdapterException(
                instruction, $"needed to read `{reported ?? count}` value(s) from the stack, but it doesn't contain enough data");
        }

        IValue[] taken = [.. _values[^count..]];
        _values.RemoveRange(_values.Count - count, count);
        return taken;
    }

    /// <summary>Takes an address and a count off, the count from the top.</summary>
    public (uint Address, uint Count) PopRange(string instruction)
    {
        IValue[] range = Pop(instruction, 2);
        return (Address(instruction, range[0]), Address(instruction, range[1]));
    }

    /// <summary>An <c>i32</c> without sign.</summary>
    public static uint Address(string instruction, IValue value) => (uint)Native<IntegerValue>(instruction, value, IType.I32).Bits;

    /// <summary>Bytes, or the array that stands for them; nothing where it is another value.</summary>
    public static ReadOnlyMemory<byte>? Bytes(IValue value) => value switch
    {
        ByteArrayValue bytes => bytes.Value,
        ArrayValue array when array.Items.All(static item => item is IntegerValue { Kind: ITypeKind.U8 }) =>
            array.Items.Select(static item => (byte)((IntegerValue)item).Bits).ToArray(),
        _ => null,
    };

    /// <summary>A value of one form.</summary>
    public static T Native<T>(string instruction, IValue value, SimpleType type)
        where T : IValue =>
        value is T native && (native is not IntegerValue integer || integer.Kind == type.Kind)
            ? native
            : throw new AdapterException(
                instruction,
                $"failed to cast the WIT value `WasmValueNativeCastError {{ from: {value}, to: {type} }}` to its native type");

    public ImmutableArray<IValue> ToImmutable() => [.. _values];
}

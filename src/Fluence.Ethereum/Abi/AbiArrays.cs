using System.Collections.Immutable;

namespace Fluence.Ethereum.Abi;

/// <summary><c>T[]</c>.</summary>
internal sealed class AbiArray<T>(AbiType<T> item) : AbiType<ImmutableArray<T>>(item.Name + "[]", true, AbiWriter.WordLength)
{
    // values that take no bytes would make arrays of any length from nothing
    private readonly AbiType<T> _item = item.HeadLength > 0 ? item : throw new ArgumentException($"values of {item.Name} take no bytes");

    public override void Write(AbiWriter writer, ImmutableArray<T> value)
    {
        ImmutableArray<T> items = value.IsDefault ? [] : value;
        writer.AppendCount(items.Length);
        writer.StartFrame(checked(items.Length * _item.HeadLength));
        foreach (T each in items)
        {
            writer.Write(_item, each);
        }
    }

    public override ImmutableArray<T> Read(ref AbiReader reader)
    {
        int count = reader.TakeCount(_item.HeadLength);
        reader.StartFrame(count * _item.HeadLength);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(reader.Read(_item));
        }

        return items.MoveToImmutable();
    }
}

/// <summary><c>T[n]</c>.</summary>
internal sealed class AbiFixedArray<T>(AbiType<T> item, int count) : AbiType<ImmutableArray<T>>(
    $"{item.Name}[{count}]", item.IsDynamic, item.IsDynamic ? AbiWriter.WordLength : checked(count * item.HeadLength))
{
    private readonly int _count = count > 0 ? count
        : throw new ArgumentOutOfRangeException(nameof(count), "a fixed array has an item at least");

    public override void Write(AbiWriter writer, ImmutableArray<T> value)
    {
        if (value.IsDefault || value.Length != _count)
        {
            throw new ArgumentException($"{Name} takes {_count} values, not {(value.IsDefault ? 0 : value.Length)}");
        }

        if (IsDynamic)
        {
            writer.StartFrame(_count * item.HeadLength);
        }

        foreach (T each in value)
        {
            writer.Write(item, each);
        }
    }

    public override ImmutableArray<T> Read(ref AbiReader reader)
    {
        if (IsDynamic)
        {
            reader.StartFrame(_count * item.HeadLength);
        }

        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(_count);
        for (int i = 0; i < _count; i++)
        {
            items.Add(reader.Read(item));
        }

        return items.MoveToImmutable();
    }
}

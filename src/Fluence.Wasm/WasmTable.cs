using Fluence.Wasm.Decoding;

namespace Fluence.Wasm;

/// <summary>A table of references.</summary>
public sealed class WasmTable
{
    // read by compiled code; replaced when the table grows
    internal object?[] Elements;

    private readonly int _maxElements;
    private readonly WasmMemoryBudget? _budget;

    /// <summary>A table of its own, for import.</summary>
    public WasmTable(WasmValueType elementType, int minElements, int? maxElements = null)
        : this(new TableType(elementType, new Limits((uint)minElements, (uint?)maxElements)), int.MaxValue)
    {
    }

    internal WasmTable(TableType type, int maxElements, WasmMemoryBudget? budget = null)
    {
        _budget = budget;
        ElementType = type.Element;
        DeclaredMax = type.Limits.Max;
        _maxElements = (int)Math.Min((uint)maxElements, DeclaredMax ?? uint.MaxValue);
        if (type.Limits.Min > _maxElements)
        {
            throw new WasmLinkException($"a table needs {type.Limits.Min} elements, {_maxElements} are allowed");
        }

        if (budget is not null && !budget.TryTake((ulong)type.Limits.Min * WasmMemoryBudget.ElementSize))
        {
            throw new WasmLinkException($"table minimum size of {type.Limits.Min} elements exceeds table limits");
        }

        Elements = new object?[type.Limits.Min];
    }

    /// <summary>FuncRef or ExternRef.</summary>
    public WasmValueType ElementType { get; }

    /// <summary>The number of elements.</summary>
    public int Count => Elements.Length;

    internal uint? DeclaredMax { get; }

    internal Limits Limits => new((uint)Count, DeclaredMax);

    /// <summary>An element: a <see cref="WasmFunction"/> in a table of funcref.</summary>
    public object? this[int index]
    {
        get => Elements[index];
        set => Elements[index] = ElementType == WasmValueType.ExternRef || value is null or WasmFunction
            ? value
            : throw new ArgumentException("a table of functions holds only functions", nameof(value));
    }

    /// <summary>Grows the table; returns its size before, or -1 where it may not grow so far.</summary>
    public int Grow(int count, object? value)
    {
        int before = Elements.Length;
        if ((ulong)before + (uint)count > (ulong)_maxElements
            || (_budget is not null && !_budget.TryTake((ulong)(uint)count * WasmMemoryBudget.ElementSize)))
        {
            return -1;
        }

        Array.Resize(ref Elements, before + count);
        Elements.AsSpan(before).Fill(value);
        return before;
    }
}

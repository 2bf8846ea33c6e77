namespace Fluence.Wasm.Execution;

/// <summary>The table instructions that compiled code calls.</summary>
internal static class TableOperations
{
    internal static object? Get(WasmInstance instance, int index, int table)
    {
        object?[] elements = instance.Tables[table].Elements;
        Trap.CheckRange((uint)index, 1, (ulong)elements.Length, TrapCode.OutOfBoundsTableAccess);
        return elements[index];
    }

    internal static void Set(WasmInstance instance, int index, object? value, int table)
    {
        object?[] elements = instance.Tables[table].Elements;
        Trap.CheckRange((uint)index, 1, (ulong)elements.Length, TrapCode.OutOfBoundsTableAccess);
        elements[index] = value;
    }

    internal static int Size(WasmInstance instance, int table) => instance.Tables[table].Count;

    internal static int Grow(WasmInstance instance, object? value, int count, int table) => instance.Tables[table].Grow(count, value);

    internal static void Fill(WasmInstance instance, int start, object? value, int count, int table)
    {
        object?[] elements = instance.Tables[table].Elements;
        Trap.CheckRange((uint)start, (uint)count, (ulong)elements.Length, TrapCode.OutOfBoundsTableAccess);
        elements.AsSpan(start, count).Fill(value);
    }

    internal static void Copy(WasmInstance instance, int to, int from, int count, int toTable, int fromTable)
    {
        object?[] target = instance.Tables[toTable].Elements, source = instance.Tables[fromTable].Elements;
        Trap.CheckRange((uint)from, (uint)count, (ulong)source.Length, TrapCode.OutOfBoundsTableAccess);
        Trap.CheckRange((uint)to, (uint)count, (ulong)target.Length, TrapCode.OutOfBoundsTableAccess);
        Array.Copy(source, from, target, to, count);
    }

    internal static void Init(WasmInstance instance, int to, int from, int count, int segment, int table)
    {
        object?[] elements = instance.Tables[table].Elements, items = instance.ElementSegments[segment];
        Trap.CheckRange((uint)from, (uint)count, (ulong)items.Length, TrapCode.OutOfBoundsTableAccess);
        Trap.CheckRange((uint)to, (uint)count, (ulong)elements.Length, TrapCode.OutOfBoundsTableAccess);
        Array.Copy(items, from, elements, to, count);
    }

    internal static void Drop(WasmInstance instance, int segment) => instance.ElementSegments[segment] = [];

    internal static WasmFunction Function(WasmInstance instance, int index) => instance.Function(index);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Decoding;

namespace Fluence.Wasm;

/// <summary>A global.</summary>
public sealed unsafe class WasmGlobal
{
    // the bits lie where compiled code can reach them by address; a reference lies in this object
    internal readonly byte* Cell;
    internal object? Reference;

    private readonly Vector128<byte>[] _cells;

    /// <summary>A global of its own, for import.</summary>
    public WasmGlobal(WasmValueType type, bool isMutable, WasmValue value)
        : this(new GlobalType(type, isMutable), GC.AllocateArray<Vector128<byte>>(1, pinned: true), 0)
    {
        Store(value);
    }

    internal WasmGlobal(GlobalType type, Vector128<byte>[] cells, int index)
    {
        GlobalType = type;
        _cells = cells;
        Cell = (byte*)Unsafe.AsPointer(ref _cells[index]);
    }

    /// <summary>The type of the value.</summary>
    public WasmValueType Type => GlobalType.Type;

    /// <summary>Whether the value may be changed.</summary>
    public bool IsMutable => GlobalType.IsMutable;

    /// <summary>The value. Setting a global of functions to another object throws <see cref="InvalidCastException"/>.</summary>
    public WasmValue Value
    {
        get => IsReference ? new WasmValue(Reference) : new WasmValue(*(Vector128<byte>*)Cell);
        set
        {
            if (!IsMutable)
            {
                throw new InvalidOperationException("the global is immutable");
            }

            Store(value);
        }
    }

    internal GlobalType GlobalType { get; }

    private bool IsReference => Type is WasmValueType.FuncRef or WasmValueType.ExternRef;

    internal void Store(WasmValue value)
    {
        Reference = Type == WasmValueType.FuncRef ? (WasmFunction?)value.AsReference : value.AsReference;
        *(Vector128<byte>*)Cell = value.AsV128;
    }
}

using Fluence.Marine.Layout;
using Fluence.Marine.Services.Adapters;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Host;

/// <summary>
/// The memory of the module that calls a function of the host, which takes what it needs from the module's exports by name.
/// </summary>
internal sealed class CallerMemory(WasmInstance caller) : IGuestMemory
{
    private const string AllocateName = "allocate", SetResultPtrName = "set_result_ptr";

    private static readonly WasmFunctionType AllocateType = new([WasmValueType.I32, WasmValueType.I32], [WasmValueType.I32]);
    private static readonly WasmFunctionType SetType = new([WasmValueType.I32], []);

    public long Length => caller.Memory?.ByteLength ?? 0;

    public Span<byte> Slice(uint address, int size) => caller.Memory!.Span(address, size);

    public uint Allocate(uint size, AllocationTag tag) =>
        (uint)Function(AllocateName, AllocateType).Invoke(new WasmValue((int)size), new WasmValue((int)tag))[0].AsI32;

    /// <summary>Tells the module where the result lies.</summary>
    public void SetResult(uint address) => Function(SetResultPtrName, SetType).Invoke(new WasmValue((int)address));

    private WasmFunction Function(string name, WasmFunctionType type)
    {
        WasmFunction function = caller.GetFunction(name) ?? throw new HostFunctionException($"export not found: {name}");
        return function.Type.Equals(type)
            ? function
            : throw new HostFunctionException($"export type mismatch: expected {type}, found {function.Type}");
    }
}

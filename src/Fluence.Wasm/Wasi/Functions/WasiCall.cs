using Fluence.Wasm.Wasi.Files;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>One call of a WASI function: its arguments, the guest's memory, and what the guest has open.</summary>
internal readonly ref struct WasiCall(ReadOnlySpan<WasmValue> arguments, GuestMemory memory, WasiOptions options, DescriptorTable open)
{
    private readonly ReadOnlySpan<WasmValue> _arguments = arguments;

    public GuestMemory Memory { get; } = memory;

    public WasiOptions Options { get; } = options;

    public DescriptorTable Open { get; } = open;

    /// <summary>The argument of that place as an unsigned number of 32 bits.</summary>
    public uint U32(int index) => (uint)_arguments[index].AsI32;

    /// <summary>The argument of that place as an unsigned number of 64 bits.</summary>
    public ulong U64(int index) => (ulong)_arguments[index].AsI64;

    /// <summary>The path whose pointer and length stand in that place and the next.</summary>
    public string Path(int index) => Memory.ReadText(U32(index), U32(index + 1));
}

/// <summary>Carries out a call; fails with a <see cref="WasiException"/> or an exception of the host's files.</summary>
internal delegate void WasiFunction(WasiCall call);

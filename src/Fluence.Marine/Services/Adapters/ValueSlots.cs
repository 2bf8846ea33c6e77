using System.Runtime.CompilerServices;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Room on the stack for the Wasm values of most calls.</summary>
[InlineArray(Count)]
internal struct ValueSlots
{
    public const int Count = 8;

    private WasmValue _first;
}

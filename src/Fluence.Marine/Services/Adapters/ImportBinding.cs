using Fluence.Marine.InterfaceTypes;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>A function that a module imports from another one.</summary>
/// <param name="Namespace">The name of the providing module.</param>
/// <param name="Name">The function's name there.</param>
/// <param name="Type">Its type between modules.</param>
/// <param name="RawType">Its type as the module's Wasm imports it.</param>
/// <param name="Adapter">What passes the values.</param>
internal sealed record ImportBinding(string Namespace, string Name, FunctionType Type, WasmFunctionType RawType, Adapter Adapter);

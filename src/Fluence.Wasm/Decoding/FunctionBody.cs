namespace Fluence.Wasm.Decoding;

/// <summary>The code of a function that the module defines.</summary>
/// <param name="Start">The offset of its local declarations in the module.</param>
/// <param name="Length">The length with its local declarations, in bytes.</param>
/// <param name="MaxOperands">The most operands that lie on the stack at once; known when the body is validated.</param>
/// <param name="Calls">Whether it calls functions; known when the body is validated.</param>
internal readonly record struct FunctionBody(int Start, int Length, int MaxOperands, bool Calls);

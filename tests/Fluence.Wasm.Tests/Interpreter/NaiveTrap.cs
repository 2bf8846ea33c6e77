namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>A run that the interpreter ended.</summary>
internal sealed class NaiveTrap(TrapCode code) : Exception(code.ToString())
{
    internal TrapCode Code => code;
}

namespace Fluence.Wasm.Wasi;

/// <summary>The guest has ended its program by <c>proc_exit</c>; it passes through the guest's code to the caller.</summary>
/// <param name="code">What the guest gave.</param>
public sealed class WasiExitException(int code) : Exception($"the program ended with exit code {code}")
{
    /// <summary>The exit code; 0 for success.</summary>
    public int Code { get; } = code;
}

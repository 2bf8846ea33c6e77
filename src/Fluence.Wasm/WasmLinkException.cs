namespace Fluence.Wasm;

/// <summary>A module whose imports are missing or of another type, or that needs more than its instance may have.</summary>
public sealed class WasmLinkException : Exception
{
    /// <summary>A module that cannot be linked.</summary>
    public WasmLinkException(string message)
        : base(message)
    {
    }
}

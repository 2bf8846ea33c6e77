namespace Fluence.Wasm;

/// <summary>Bytes that are no valid WebAssembly module.</summary>
public sealed class WasmFormatException : Exception
{
    internal WasmFormatException(string problem, string section, long offset)
        : base($"{problem} (section {section}, byte {offset})")
    {
        Problem = problem;
        Section = section;
        Offset = offset;
    }

    /// <summary>What is wrong, in the words of the specification's tests where they have some.</summary>
    public string Problem { get; }

    /// <summary>The section's name.</summary>
    public string Section { get; }

    /// <summary>The offset from the module's first byte.</summary>
    public long Offset { get; }
}

namespace Fluence.Marine.Sections;

/// <summary>One section of a module.</summary>
/// <param name="Id">What it holds: 0 is a custom section, 2 imports, 7 exports.</param>
/// <param name="Name">The name of a custom section; null for others.</param>
/// <param name="Start">Where the section begins in the module: at its id.</param>
/// <param name="Length">The number of bytes with id, length and body.</param>
/// <param name="Body">The contents; of a custom section what follows its name.</param>
/// <param name="BodyStart">Where <see cref="Body"/> begins in the module.</param>
public sealed record WasmSection(byte Id, string? Name, int Start, int Length, ReadOnlyMemory<byte> Body, int BodyStart)
{
    /// <summary>The id of custom sections.</summary>
    public const byte Custom = 0;

    /// <summary>The id of the section of imports.</summary>
    public const byte Imports = 2;

    /// <summary>The id of the section of exports.</summary>
    public const byte Exports = 7;
}

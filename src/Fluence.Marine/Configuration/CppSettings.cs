using System.Collections.Immutable;

namespace Fluence.Marine.Configuration;

/// <summary>How a module of type <c>cpp</c> is compiled; paths are relative to the module's folder.</summary>
/// <param name="Sources">Files and folders of sources; none for all in <c>src</c>.</param>
/// <param name="Include">Folders of headers; none for <c>src</c> and <c>include</c>.</param>
/// <param name="Flags">Flags for the compiler, after those that it always gets.</param>
/// <param name="LinkFlags">Flags and libraries for the linker.</param>
public sealed record CppSettings(
    ImmutableArray<string> Sources, ImmutableArray<string> Include, ImmutableArray<string> Flags, ImmutableArray<string> LinkFlags)
{
    /// <summary>All by convention.</summary>
    public static CppSettings Defaults { get; } = new([], [], [], []);
}

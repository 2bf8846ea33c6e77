using Fluence.Projects.Files;

namespace Fluence.Projects.Building;

/// <summary>A module that is there compiled and complete.</summary>
/// <param name="Module">Its folder.</param>
/// <param name="WasmFile">The absolute path of its file.</param>
/// <param name="Size">The size of the file in bytes.</param>
/// <param name="IsUnchanged">Whether nothing had to be compiled.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record BuiltModule(ModuleFolder Module, string WasmFile, long Size, bool IsUnchanged, TimeSpan Elapsed)
{
    /// <summary>Whether it was not compiled at all, for want of a compiler, but came with this program.</summary>
    public bool IsPrebuilt { get; init; }
}

using System.Collections.Immutable;
using Fluence.Marine.Sections;

namespace Fluence.Marine.Interface;

/// <summary>What a module does to the world beside computing, as its imports tell.</summary>
/// <param name="UsesLogger">Whether it writes to the log.</param>
/// <param name="UsesCallParameters">Whether it asks who calls.</param>
/// <param name="MountedBinaries">The programs of the host that it runs, in the order of its imports.</param>
public sealed record ModuleEffects(bool UsesLogger, bool UsesCallParameters, ImmutableArray<string> MountedBinaries)
{
    /// <summary>Whether the module needs nothing but memory.</summary>
    public bool IsPure => MountedBinaries.IsEmpty;

    /// <summary>Reads them from a module's imports.</summary>
    public static ModuleEffects Of(ImmutableArray<ModuleImport> imports)
    {
        string[] names = [.. imports.Where(static import => HostImports.IsHost(import.Namespace)).Select(static import => import.Name)];
        return new ModuleEffects(
            names.Contains(HostImports.Log),
            names.Contains(HostImports.CallParameters),
            [.. names.Where(static name => name is not (HostImports.Log or HostImports.CallParameters)).Distinct()]);
    }
}

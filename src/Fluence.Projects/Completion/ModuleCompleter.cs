using System.Collections.Immutable;
using Fluence.Marine;
using Fluence.Marine.Generation;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;

namespace Fluence.Projects.Completion;

/// <summary>
/// Makes a module out of what a compiler made: adds interface types and versions, and takes out what is there for debuggers.
/// </summary>
public static class ModuleCompleter
{
    private const string DebugPrefix = ".debug_";

    /// <summary>The level of the calling convention that our SDKs implement, which modules carry as the version of their SDK.</summary>
    public static SemVersion SdkLevel { get; } = new(0, 14, 0);

    /// <summary>Completes a module.</summary>
    /// <param name="compiled">What the compiler made.</param>
    /// <param name="sdk">The version to write where the module has none.</param>
    /// <param name="buildTime">The time for a manifest that the sources give without one.</param>
    /// <exception cref="MarineException">What the SDK left in it is wrong: a record is missing, or goes round in a circle.</exception>
    public static byte[] Complete(ReadOnlyMemory<byte> compiled, SemVersion sdk, DateTimeOffset buildTime)
    {
        (ReadOnlyMemory<byte> bytes, ImmutableArray<string> descriptions) = GeneratedSegment.Take(WasmModuleFile.Read(compiled));
        foreach (GeneratedDescription description in descriptions.Distinct().Select(static text => GeneratedDescription.Read(text)))
        {
            bytes = SectionEditor.Set(WasmModuleFile.Read(bytes), description.SectionName, description.SectionBody(buildTime));
        }

        WasmModuleFile module = WasmModuleFile.Read(bytes);
        foreach (string name in module.Sections.Select(static section => section.Name).OfType<string>()
            .Where(static name => name.StartsWith(DebugPrefix, StringComparison.Ordinal)).Distinct())
        {
            module = WasmModuleFile.Read(SectionEditor.Remove(module, name));
        }

        if (module.CustomSections(SdkVersion.SectionName).IsEmpty)
        {
            module = WasmModuleFile.Read(SdkVersion.Write(module, sdk));
        }

        return InterfacesGenerator.SetInterfaceTypes(module);
    }

    /// <summary>The time of a build: that of <c>SOURCE_DATE_EPOCH</c> for builds that others can repeat, else now.</summary>
    public static DateTimeOffset BuildTime(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : time.GetUtcNow();
    }
}

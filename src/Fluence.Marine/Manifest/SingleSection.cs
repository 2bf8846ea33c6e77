using System.Collections.Immutable;
using Fluence.Marine.Sections;

namespace Fluence.Marine.Manifest;

/// <summary>Custom sections that a module has at most once.</summary>
internal static class SingleSection
{
    /// <summary>The section; null if there is none.</summary>
    /// <exception cref="ModuleFormatException">There are several.</exception>
    public static WasmSection? Find(WasmModuleFile module, string name)
    {
        ImmutableArray<WasmSection> sections = module.CustomSections(name);
        return sections.Length <= 1
            ? sections.FirstOrDefault()
            : throw new ModuleFormatException(
                $"the module contains {sections.Length} sections with name '{name}' - it's corrupted", name, sections[1].BodyStart);
    }

    /// <summary>The section.</summary>
    /// <exception cref="ModuleFormatException">There is none, or there are several.</exception>
    public static WasmSection Get(WasmModuleFile module, string name) => Find(module, name) ?? throw new ModuleFormatException(
        $"the module doesn't contain section with '{name}', probably it's compiled with an old sdk version", name);
}

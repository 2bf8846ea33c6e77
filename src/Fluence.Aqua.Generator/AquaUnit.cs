using System.Collections.Immutable;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Generator;

/// <summary>A file that was read for an import, or looked for.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text; null where there is none.</param>
/// <param name="IsInProject">Whether it is one of the project's Aqua files, which report their mistakes themselves.</param>
internal sealed record AquaRead(string Path, string? Text, bool IsInProject);

/// <summary>Everything on which the code for a file depends: two that are equal give the same code.</summary>
/// <param name="Input">The file.</param>
/// <param name="Settings">What the project says.</param>
/// <param name="Reads">What its imports are, directly or through others.</param>
internal sealed record AquaUnit(AquaInput Input, GeneratorSettings Settings, EquatableArray<AquaRead> Reads)
{
    internal static AquaUnit Of(AquaInput input, ImmutableArray<AquaInput> project, GeneratorSettings settings)
    {
        ProjectSources sources = new(project);
        AquaImports imports = AquaImports.Folders(settings.FoldersFor(input.Path));
        return new AquaUnit(input, settings, new([.. AquaImportGraph.Reads(new SourceFile(input.Path, input.Text), sources, imports)
            .Select(read => new AquaRead(read.Path, read.Text, sources.Holds(read.Path)))]));
    }

    /// <summary>
    /// The unit as it is now: files outside the project change without the compiler's knowing. As only they are looked at again, a project
    /// that imports nothing from outside costs nothing.
    /// </summary>
    internal AquaUnit Refresh(ImmutableArray<AquaInput> project) =>
        Reads.All(static read => read.IsInProject || ProjectSources.ReadDisk(read.Path) == read.Text) ? this : Of(Input, project, Settings);
}

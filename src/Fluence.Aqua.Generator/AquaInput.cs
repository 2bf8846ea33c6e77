using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluence.Aqua.Generator;

/// <summary>An Aqua file of the project.</summary>
/// <param name="Path">Its full path, with <c>/</c> between its parts.</param>
/// <param name="Text">Its text.</param>
/// <param name="Space">The namespace that the project gives it; empty for that of its folder.</param>
/// <param name="ClassName">The name of the class that the project gives it; empty for that of the file.</param>
internal sealed record AquaInput(string Path, string Text, string Space, string ClassName)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>The file; null if it is not Aqua, or cannot be read.</summary>
    internal static AquaInput? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        if (!file.Path.EndsWith(".aqua", StringComparison.OrdinalIgnoreCase) || file.GetText(cancellation) is not { } text)
        {
            return null;
        }

        AnalyzerConfigOptions own = options.GetOptions(file);
        return new AquaInput(ProjectSources.Normalize(file.Path), text.ToString(), Value("Namespace"), Value("ClassName"));

        string Value(string name) => own.TryGetValue(Metadata + name, out string? value) ? value.Trim() : "";
    }
}

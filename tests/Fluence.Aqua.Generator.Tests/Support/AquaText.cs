using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluence.Aqua.Generator.Tests.Support;

/// <summary>A file of a project that is not there on disk.</summary>
internal sealed class AquaText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

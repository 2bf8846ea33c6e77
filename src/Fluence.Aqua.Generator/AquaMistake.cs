using Fluence.Aqua.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluence.Aqua.Generator;

/// <summary>A mistake in an Aqua file, comparable, without the file's text.</summary>
internal sealed record AquaMistake(
    string Path, Microsoft.CodeAnalysis.Text.TextSpan Span, LinePositionSpan Lines, string Code, string Message, AquaSeverity Severity)
{
    private const string Prefix = "AQUA_";

    internal static AquaMistake Of(AquaDiagnostic diagnostic)
    {
        (Syntax.TextSpan span, Syntax.SourceFile source) = (diagnostic.Span, diagnostic.Source);
        string hint = diagnostic.Hint is { } text ? $"; hint: {text}" : "";
        return new AquaMistake(
            source.Path, new(span.Start, span.Length), new(Place(source.Locate(span.Start)), Place(source.Locate(span.End))),
            diagnostic.Code, diagnostic.Message + hint, diagnostic.Severity);
    }

    /// <summary>The mistake as the C# compiler reports it; its codes have to be identifiers.</summary>
    internal Diagnostic ToDiagnostic() => Diagnostic.Create(
        new DiagnosticDescriptor(
            Prefix + Code.Replace('-', '_'), "Mistake in Aqua", "{0}", "Aqua",
            Severity == AquaSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, isEnabledByDefault: true),
        Location.Create(Path, Span, Lines), Message);

    private static LinePosition Place((int Line, int Column) place) => new(place.Line, place.Column);
}

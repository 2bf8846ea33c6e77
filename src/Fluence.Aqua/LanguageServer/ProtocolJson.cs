using System.Text.Json.Nodes;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Places and mistakes as the protocol has them: lines and columns from 0, in UTF-16 units.</summary>
internal static class ProtocolJson
{
    /// <summary>The path of a document; null where it is no file.</summary>
    internal static string? Path(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed.IsFile ? AquaImports.Normalize(parsed.LocalPath) : null;

    internal static string Address(string path) => new Uri(path).AbsoluteUri;

    internal static JsonObject Range(SourceFile source, TextSpan span) =>
        new() { ["start"] = Position(source, span.Start), ["end"] = Position(source, span.End) };

    internal static JsonObject Location(SourceFile source, TextSpan span) =>
        new() { ["uri"] = Address(source.Path), ["range"] = Range(source, span) };

    internal static JsonObject Edit(SourceFile source, TextSpan span, string text) =>
        new() { ["range"] = Range(source, span), ["newText"] = text };

    internal static JsonObject Diagnostic(AquaDiagnostic diagnostic) => new()
    {
        ["range"] = Range(diagnostic.Source, diagnostic.Span),
        ["severity"] = diagnostic.Severity == AquaSeverity.Error ? 1 : 2,
        ["code"] = diagnostic.Code,
        ["source"] = "aqua",
        ["message"] = diagnostic.Hint is null ? diagnostic.Message : $"{diagnostic.Message}\nhint: {diagnostic.Hint}",
    };

    /// <summary>The place that a position object means in a text.</summary>
    internal static int Offset(SourceFile source, JsonNode? position) =>
        source.PositionOf(Math.Max(0, (int?)position?["line"] ?? 0), Math.Max(0, (int?)position?["character"] ?? 0));

    private static JsonObject Position(SourceFile source, int position)
    {
        (int line, int column) = source.Locate(position);
        return new JsonObject { ["line"] = line, ["character"] = column };
    }
}

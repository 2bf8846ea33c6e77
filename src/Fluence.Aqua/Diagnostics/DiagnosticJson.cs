using System.Text.Json.Nodes;

namespace Fluence.Aqua.Diagnostics;

/// <summary>Mistakes for tools.</summary>
public static class DiagnosticJson
{
    /// <summary>
    /// <c>{"file","line","column","endLine","endColumn","message","code","severity","hint"}</c>; lines and columns count from 1, the end is
    /// behind the last character, and the hint is null where there is none.
    /// </summary>
    /// <param name="diagnostic">The mistake.</param>
    /// <param name="path">The file's path as it is to be shown.</param>
    public static JsonObject Format(AquaDiagnostic diagnostic, string path)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        (int line, int column) = diagnostic.Source.Locate(diagnostic.Span.Start);
        (int endLine, int endColumn) = diagnostic.Source.Locate(diagnostic.Span.End);
        return new JsonObject
        {
            ["file"] = path,
            ["line"] = line + 1,
            ["column"] = column + 1,
            ["endLine"] = endLine + 1,
            ["endColumn"] = endColumn + 1,
            ["message"] = diagnostic.Message,
            ["code"] = diagnostic.Code,
            ["severity"] = diagnostic.Severity == AquaSeverity.Error ? "error" : "warning",
            ["hint"] = diagnostic.Hint,
        };
    }
}

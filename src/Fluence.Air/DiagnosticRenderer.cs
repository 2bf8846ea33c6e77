using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fluence.Air;

/// <summary>Finds lines and columns, and writes diagnostics for people.</summary>
internal static class DiagnosticRenderer
{
    private const int ContextBefore = 40;
    private const int LongestContext = 120;

    public static AirParseResult Render(string script, List<AirProblem> problems)
    {
        problems.Sort((left, right) => left.Span.Start.CompareTo(right.Span.Start));
        var diagnostics = ImmutableArray.CreateBuilder<AirDiagnostic>(problems.Count);
        var text = new StringBuilder();
        int line = 1;
        int lineStart = 0;
        foreach (AirProblem problem in problems)
        {
            int newLine;
            while ((newLine = script.IndexOf('\n', lineStart)) >= 0 && newLine < problem.Span.Start)
            {
                line++;
                lineStart = newLine + 1;
            }

            var diagnostic = new AirDiagnostic(
                line, problem.Span.Start - lineStart + 1, problem.Span, problem.Message, problem.Help);
            diagnostics.Add(diagnostic);
            Write(text, script, lineStart, diagnostic);
        }

        return new AirParseResult(null, diagnostics.ToImmutable(), text.ToString());
    }

    private static void Write(StringBuilder text, string script, int lineStart, AirDiagnostic diagnostic)
    {
        int position = diagnostic.Span.Start;
        int from = Math.Max(lineStart, position - ContextBefore);
        int lineEnd = position <= script.Length ? script.IndexOf('\n', position) : -1;
        int to = Math.Min(lineEnd < 0 ? script.Length : lineEnd, from + LongestContext);
        int marked = Math.Clamp(Math.Min(diagnostic.Span.End, to) - position, 1, LongestContext);
        text.Append(CultureInfo.InvariantCulture, $"error: {diagnostic.Message}\n")
            .Append(CultureInfo.InvariantCulture, $"  at script.air:{diagnostic.Line}:{diagnostic.Column}\n")
            .Append("  | ").Append(script.AsSpan(from, Math.Max(0, to - from))).Append('\n')
            .Append("  | ").Append(' ', position - from).Append('^', marked).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"  = {diagnostic.Help}\n");
    }
}

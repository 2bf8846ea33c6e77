using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Diagnostics;

/// <summary>Collects the mistakes of one source; the same place is reported once.</summary>
internal sealed class DiagnosticSink(SourceFile source)
{
    // beyond this nobody reads them
    private const int MaxMessages = 1_000;

    private readonly List<AquaDiagnostic> _all = [];
    private readonly HashSet<(TextSpan, string)> _seen = [];
    private int _warnings;

    internal IReadOnlyList<AquaDiagnostic> All => _all;

    /// <summary>Whether no more mistakes are taken.</summary>
    internal bool IsFull => _all.Count - _warnings >= MaxMessages;

    internal bool HasErrors { get; private set; }

    /// <summary>One whose messages nobody reads.</summary>
    internal static DiagnosticSink Silent(SourceFile source) => new(source) { HasErrors = true };

    /// <summary>Notes a mistake elsewhere, on which this source depends and which has its own message.</summary>
    internal void Silence() => HasErrors = true;

    internal void Error(TextSpan span, string code, string message, string? hint = null)
    {
        HasErrors = true;
        Add(AquaSeverity.Error, span, code, message, hint);
    }

    internal void Warning(TextSpan span, string code, string message, string? hint = null) =>
        Add(AquaSeverity.Warning, span, code, message, hint);

    private void Add(AquaSeverity severity, TextSpan span, string code, string message, string? hint)
    {
        // warnings take no places of errors: without its message an error would pass for none
        bool isWarning = severity == AquaSeverity.Warning;
        if (!(isWarning ? _warnings >= MaxMessages : IsFull) && _seen.Add((span, code)))
        {
            _warnings += isWarning ? 1 : 0;
            _all.Add(new AquaDiagnostic(severity, code, source, span, message, hint));
        }
    }
}

using System.Globalization;
using System.Text;

namespace Fluence.Aqua.Diagnostics;

/// <summary>
/// Mistakes as people read them: the place and the message on one line, the line of the source with the place underlined, and a hint.
/// </summary>
public static class DiagnosticText
{
    private const int MaxShown = 160;

    private const string Red = "\e[31;1m", Yellow = "\e[33;1m", Blue = "\e[34;1m", Bold = "\e[1m", Reset = "\e[0m";

    /// <summary>Writes one mistake with its line of the source.</summary>
    /// <param name="diagnostic">The mistake.</param>
    /// <param name="path">The file's path as it is to be shown.</param>
    /// <param name="isColoured">Whether to mark parts with the escape sequences that terminals understand.</param>
    public static string Format(AquaDiagnostic diagnostic, string path, bool isColoured = false)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        (int line, int column) = diagnostic.Source.Locate(diagnostic.Span.Start);
        string colour = diagnostic.Severity == AquaSeverity.Error ? Red : Yellow;
        string word = diagnostic.Severity == AquaSeverity.Error ? "error" : "warning";
        StringBuilder text = new();
        text.Append(Mark($"{path}:{line + 1}:{column + 1}: ", Bold)).Append(Mark($"{word}: ", colour))
            .Append(Mark(diagnostic.Message, Bold)).Append(" [").Append(diagnostic.Code).Append("]\n");
        Excerpt(text, diagnostic, line, column, colour, Mark);
        if (diagnostic.Hint is { } hint)
        {
            text.Append(Mark("  hint: ", Blue)).Append(hint).Append('\n');
        }

        return text.ToString();

        string Mark(string part, string style) => isColoured ? style + part + Reset : part;
    }

    private static void Excerpt(
        StringBuilder text, AquaDiagnostic diagnostic, int line, int column, string colour, Func<string, string, string> mark)
    {
        string source = diagnostic.Source.Line(line).ToString();
        (int endLine, int endColumn) = diagnostic.Source.Locate(diagnostic.Span.End);
        int end = Math.Min(endLine == line ? endColumn : source.Length, source.Length);

        // of a very long line only what is around the place
        int from = column > MaxShown ? column - (MaxShown / 2) : 0;
        int to = Math.Min(source.Length, from + MaxShown);
        string number = (line + 1).ToString(CultureInfo.InvariantCulture);
        string margin = new(' ', number.Length);
        text.Append(mark($" {number} | ", Blue)).Append(Printable(source[from..to])).Append('\n');
        int marks = Math.Max(1, Math.Min(end, to) - column);
        text.Append(mark($" {margin} | ", Blue)).Append(Blanks(source.AsSpan(from, Math.Min(column, source.Length) - from)))
            .Append(mark(new string('^', marks), colour)).Append('\n');
    }

    private static string Printable(string text) => string.Create(text.Length, text, (target, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            target[i] = from[i] != '\t' && char.IsControl(from[i]) ? '\u00b7' : from[i];
        }
    });

    // tabs stay, so that the marks are below what they mean however wide tabs are shown
    private static string Blanks(ReadOnlySpan<char> before)
    {
        StringBuilder blanks = new(before.Length);
        foreach (char each in before)
        {
            blanks.Append(each == '\t' ? '\t' : ' ');
        }

        return blanks.ToString();
    }
}

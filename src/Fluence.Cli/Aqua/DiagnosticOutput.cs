using System.CommandLine;
using System.Text.Json.Nodes;
using Fluence.Aqua.Diagnostics;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>Shows mistakes in sources; paths are told from the present folder on where they lie in it.</summary>
internal sealed class DiagnosticOutput(ParseResult parsed)
{
    /// <summary>What is said of right files.</summary>
    public static string Summary(int warnings, int files) =>
        $"{Count(files, "file")}: ok" + (warnings > 0 ? ", " + Count(warnings, "warning") : "");

    /// <summary>Writes mistakes for people to the writer for problems; returns whether there are errors, which are counted then.</summary>
    public bool WriteProblems(IReadOnlyList<AquaDiagnostic> diagnostics)
    {
        bool isColoured = ReferenceEquals(parsed.Err(), Console.Error) && !Console.IsErrorRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        foreach (AquaDiagnostic diagnostic in diagnostics)
        {
            parsed.Err().Write(DiagnosticText.Format(diagnostic, Shown(diagnostic.Source.Path), isColoured));
        }

        int errors = diagnostics.Count(each => each.Severity == AquaSeverity.Error), warnings = diagnostics.Count - errors;
        if (errors > 0)
        {
            parsed.Err().WriteLine(Count(errors, "error") + (warnings > 0 ? ", " + Count(warnings, "warning") : ""));
        }

        return errors > 0;
    }

    /// <summary><c>{"errors":[…],"warnings":[…]}</c>.</summary>
    public static JsonObject Json(IReadOnlyList<AquaDiagnostic> diagnostics) => new()
    {
        ["errors"] = All(diagnostics, AquaSeverity.Error),
        ["warnings"] = All(diagnostics, AquaSeverity.Warning),
    };

    /// <summary>The mistakes of one kind as JSON.</summary>
    public static JsonArray All(IReadOnlyList<AquaDiagnostic> diagnostics, AquaSeverity severity) =>
        [.. diagnostics.Where(each => each.Severity == severity).Select(each => DiagnosticJson.Format(each, Shown(each.Source.Path)))];

    /// <summary>A path from the present folder on, where it lies in it.</summary>
    internal static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    internal static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

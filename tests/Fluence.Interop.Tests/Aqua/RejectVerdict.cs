using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Aqua;

/// <summary>What a compiler says to a source: whether it accepts it, and the lines on which it sees mistakes.</summary>
internal sealed record RejectVerdict(string File, bool IsAccepted, IReadOnlyList<int> Lines, string Message)
{
    /// <summary>The folder with the libraries from npm.</summary>
    public static string Libraries { get; } = FindLibraries();

    public static RejectVerdict Ours(string file)
    {
        AquaChecker checker = new(new AquaFileSources(), AquaImports.Folders(Libraries), AquaConstants.None);
        checker.Check(file);
        AquaDiagnostic[] errors = [.. checker.Diagnostics.Where(each => each.Severity == AquaSeverity.Error)];
        return new RejectVerdict(
            file, errors.Length == 0, [.. errors.Select(each => each.Source.Locate(each.Span.Start).Line + 1)],
            errors.Length == 0 ? "" : DiagnosticText.Format(errors[0], Path.GetFileName(file)));
    }

    /// <summary>The original's verdicts, in the order of the files.</summary>
    public static async Task<List<RejectVerdict>> OriginalsAsync(IReadOnlyList<string> files)
    {
        Process process = NodeProgram.Start("aqua", "check.mjs", [Libraries, .. files]);
        await using NodeProcess node = new(process);
        List<RejectVerdict> verdicts = [];
        foreach (string file in files)
        {
            JsonElement answer = await node.ReadAsync();
            string[] errors = [.. answer.GetProperty("errors").EnumerateArray().Select(each => each.GetString()!)];
            verdicts.Add(new RejectVerdict(
                file, errors.Length == 0,
                [.. errors.SelectMany(each => Regex.Matches(each, @":(\d+):\d+\n")).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))],
                errors.FirstOrDefault() ?? ""));
        }

        return verdicts;
    }

    private static string FindLibraries([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "interop", "aqua", "node_modules"));
}

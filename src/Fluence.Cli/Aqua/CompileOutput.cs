using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Aqua;
using Fluence.Aqua.Diagnostics;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>Writes what was compiled: files beside each other as the sources are, or texts to standard output.</summary>
internal sealed class CompileOutput(ParseResult parsed, RunOptions run, string target, string space)
{
    private static readonly string[] Members = ["file", "line", "column", "message", "code"];

    // a type may be nested deeper than JSON is by default
    private const int MaxDepth = 1_000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth };

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth,
    };

    /// <summary>One object with the functions, services, errors and warnings of all files.</summary>
    public RunResult WriteJson(List<(string File, AquaProgram Program)> programs)
    {
        AquaDiagnostic[] diagnostics = [.. programs.SelectMany(each => each.Program.Diagnostics).Distinct()];
        JsonObject all = Definitions(programs.Select(each => each.Program));
        JsonArray warnings = Mistakes(diagnostics, AquaSeverity.Warning);
        foreach (JsonObject hidden in Hidden(programs))
        {
            warnings.Add(hidden);
        }

        all["errors"] = Mistakes(diagnostics, AquaSeverity.Error);
        all["warnings"] = warnings;
        return new RunResult(
            programs.Any(each => each.Program.HasErrors) ? ExitCodes.Failure : ExitCodes.Success, run.Json(parsed, all));
    }

    /// <summary>Writes the target of each file. With errors in one file nothing is written.</summary>
    public RunResult Write(List<(string File, AquaProgram Program)> programs, string input, string? folder)
    {
        AquaDiagnostic[] diagnostics = [.. programs.SelectMany(each => each.Program.Diagnostics).Distinct()];
        new DiagnosticOutput(parsed).WriteProblems(run.Told(parsed, diagnostics));
        if (programs.Any(each => each.Program.HasErrors))
        {
            return new RunResult(ExitCodes.Failure, null);
        }

        int files = 0;
        foreach ((string file, AquaProgram program) in programs)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string place = Directory.Exists(input) ? Path.GetDirectoryName(Path.GetRelativePath(input, file)) ?? "" : "";
            foreach ((string output, string text) in Texts(name, program, target, space, folder is not null))
            {
                if (folder is null)
                {
                    parsed.Out().Write(target == "air" ? $"; {output}\n{text}" : text);
                    continue;
                }

                string path = Path.Combine(folder, place, output);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
                files++;
            }

            if (run.Level(parsed) >= LogLevel.Info)
            {
                string functions = DiagnosticOutput.Count(program.Functions.Length, "function");
                parsed.Err().WriteLine($"compiled {file}: {functions}, {DiagnosticOutput.Count(program.Services.Length, "service")}");
            }
        }

        string sources = DiagnosticOutput.Count(programs.Count, "source"), written = DiagnosticOutput.Count(files, "file");
        return new RunResult(ExitCodes.Success, folder is null ? null : $"{sources} compiled, {written} written to {folder}");
    }

    /// <summary>The files of a program; a source that exports nothing has none.</summary>
    internal static IEnumerable<(string File, string Text)> Texts(
        string name, AquaProgram program, string target, string space, bool isFile)
    {
        if (program.Functions.IsEmpty && program.Services.IsEmpty)
        {
            return [];
        }

        return target switch
        {
            "json" => [(name + ".json", Definitions([program]).ToJsonString(Readable) + "\n")],
            "js" when isFile => [(name + ".js", program.ToJavaScript()), (name + ".d.ts", program.ToJavaScriptTypes())],
            "js" => [(name + ".js", program.ToJavaScript())],
            "ts" => [(name + ".ts", program.ToTypeScript())],
            "csharp" => [(name + ".g.cs", program.ToCSharp(space))],
            _ => program.Functions.Select(function => ($"{name}.{function.Name}.air", function.Air)),
        };
    }

    /// <summary>The mistakes of one kind, each as <c>{"file","line","column","message","code"}</c>.</summary>
    private static JsonArray Mistakes(AquaDiagnostic[] diagnostics, AquaSeverity severity) =>
        [.. DiagnosticOutput.All(diagnostics, severity).Select(static each => new JsonObject(
            Members.Select(member => KeyValuePair.Create(member, each![member]?.DeepClone()))))];

    /// <summary>Functions and services whose names an earlier file has given already, so that one object cannot hold both.</summary>
    private static IEnumerable<JsonObject> Hidden(List<(string File, AquaProgram Program)> programs)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((string file, AquaProgram program) in programs)
        {
            IEnumerable<string> names =
                program.Functions.Select(static each => each.Name).Concat(program.Services.Select(static each => each.Name));
            foreach (string name in names.Where(name => !given.TryAdd(name, file)))
            {
                yield return new JsonObject
                {
                    ["file"] = file,
                    ["line"] = 1,
                    ["column"] = 1,
                    ["message"] = $"`{name}` is left out, {given[name]} has one of this name; compile the files one by one",
                    ["code"] = "same-name",
                };
            }
        }
    }

    /// <summary>Of a name that several files give the first counts.</summary>
    private static JsonObject Definitions(IEnumerable<AquaProgram> programs)
    {
        JsonObject functions = [], services = [];
        foreach (AquaProgram program in programs)
        {
            foreach (AquaFunctionOutput function in program.Functions)
            {
                JsonNode? definition = JsonNode.Parse(function.Definition, documentOptions: Deep);
                functions.TryAdd(function.Name, new JsonObject { ["air"] = function.Air, ["definition"] = definition });
            }

            foreach (AquaServiceOutput service in program.Services)
            {
                services.TryAdd(service.Name, JsonNode.Parse(service.Definition, documentOptions: Deep));
            }
        }

        return new JsonObject { ["functions"] = functions, ["services"] = services };
    }
}

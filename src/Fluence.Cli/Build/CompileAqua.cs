using System.CommandLine;
using System.Text.Json;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Aqua;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Compiles the entries of <c>compileAqua</c>.</summary>
internal static class CompileAqua
{
    private const string Namespace = "Aqua";

    /// <summary>Compiles entries. With errors in one of an entry's files nothing of it is written.</summary>
    /// <param name="parsed">Where to tell what is wrong.</param>
    /// <param name="project">The project.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="dry">Whether nothing is written at all.</param>
    /// <param name="change">Changes what an entry says of the way in which it is compiled.</param>
    /// <returns>What was done, a line for each entry; null if there were errors.</returns>
    public static List<string>? Run(
        ParseResult parsed, AquaProject project, IEnumerable<CompileAquaEntry> entries, bool dry,
        Func<AquaOptions, AquaOptions>? change = null)
    {
        List<string> done = [];
        bool hasErrors = false;
        foreach (CompileAquaEntry entry in entries)
        {
            string input = Path.GetFullPath(entry.Input, project.Folder.Root), output = Path.GetFullPath(entry.Output, project.Folder.Root);
            AquaOptions options = Options(entry);
            List<(string File, AquaProgram Program)> programs =
                [.. Sources(entry, input).Select(file => (file, project.Compile(file, change?.Invoke(options) ?? options)))];
            AquaProgram[] all = [.. programs.Select(static each => each.Program)];
            bool isWrong = entry.LogLevel switch
            {
                "off" => all.Any(static each => each.HasErrors),
                "error" => AquaProject.TellErrors(parsed, all),
                _ => AquaProject.Tell(parsed, all),
            };
            hasErrors |= isWrong;
            if (!isWrong)
            {
                int written = dry ? 0 : Write(entry, input, output, programs);
                string how = dry ? "checked" : $"{DiagnosticOutput.Count(written, "file")} in {entry.Output}";
                done.Add($"{entry.Name}: {DiagnosticOutput.Count(programs.Count, "Aqua file")} of {entry.Input}, {how}");
            }
        }

        return hasErrors ? null : done;
    }

    private static List<string> Sources(CompileAquaEntry entry, string input)
    {
        try
        {
            return SourceOptions.Files(input);
        }
        catch (CommandException missing)
        {
            throw new CommandException($"compileAqua.{entry.Name}: {missing.Message}");
        }
    }

    private static AquaOptions Options(CompileAquaEntry entry)
    {
        try
        {
            return new AquaOptions
            {
                NoRelay = entry.NoRelay,
                NoXor = entry.NoXor,
                Tracing = entry.Tracing,
                EmptyResponse = !entry.NoEmptyResponse,
                Constants = AquaConstants.Parse(entry.Constants.Select(static each => $"{each.Key}={Literal(each.Value)}")),
            };
        }
        catch (FormatException wrong)
        {
            throw new CommandException($"compileAqua.{entry.Name}.constants: {wrong.Message}");
        }
    }

    private static string Literal(JsonValue value) => value is JsonString text ? JsonSerializer.Serialize(text.Value) : value.ToString()!;

    private static int Write(CompileAquaEntry entry, string input, string output, List<(string File, AquaProgram Program)> programs)
    {
        int written = 0;
        foreach ((string file, AquaProgram program) in programs)
        {
            string place = Directory.Exists(input) ? Path.GetDirectoryName(Path.GetRelativePath(input, file)) ?? "" : "";
            string name = Path.GetFileNameWithoutExtension(file);
            foreach ((string made, string text) in CompileOutput.Texts(name, program, entry.Target, Namespace, isFile: true))
            {
                string path = Path.Combine(output, place, made);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
                written++;
            }
        }

        return written;
    }
}

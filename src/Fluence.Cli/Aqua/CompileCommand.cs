using System.CommandLine;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua compile [FILE|DIR]</c>: makes scripts, definitions and clients.</summary>
internal static class CompileCommand
{
    public static Command Create()
    {
        SourceOptions sources = new();
        Option<string> folder = new("--output", "-o") { Description = "The folder to write to; without it, standard output." };
        Option<string> target = new("--target") { Description = "air, json, js, ts or csharp.", DefaultValueFactory = _ => "air" };
        Option<string> space = new("--namespace") { Description = "The namespace of C#.", DefaultValueFactory = _ => "Aqua" };
        Option<string> format = new("--format")
        {
            Description = "json prints one object with functions, services, errors and warnings.", DefaultValueFactory = _ => "text",
        };
        Option<bool> noRelay = new("--no-relay") { Description = "Make scripts for a peer without a relay." };
        Option<bool> noXor = new("--no-xor") { Description = "Do not tell on which peer an error came up." };
        Option<bool> tracing = new("--tracing") { Description = "Report every call of a function to the init peer." };
        Option<bool> emptyResponse = new("--empty-response") { Description = "Answer functions without results too." };
        target.AcceptOnlyFromAmong("air", "json", "js", "ts", "csharp");
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("compile", "Compile sources to scripts (AIR), definitions, or clients in JavaScript, TypeScript and C#.")
        {
            folder, target, space, format, noRelay, noXor, tracing, emptyResponse,
        };
        sources.AddTo(command);
        command.SetAction(parsed =>
        {
            if (sources.ReadConstants(parsed, "compile") is not { } constants)
            {
                return ExitCodes.Usage;
            }

            AquaOptions options = new()
            {
                NoRelay = parsed.GetValue(noRelay), NoXor = parsed.GetValue(noXor), Tracing = parsed.GetValue(tracing),
                EmptyResponse = parsed.GetValue(emptyResponse), Constants = constants,
            };
            string input = parsed.GetValue(sources.Target)!;
            AquaImports imports = SourceOptions.Imports(input, parsed.GetValue(sources.Folders) ?? []);
            AquaProgram Compile(string file) => new AquaCompiler(new AquaFileSources(), imports, options).Compile(file);
            List<(string File, AquaProgram Program)> programs = [.. SourceOptions.Files(input).Select(file => (file, Compile(file)))];
            CompileOutput output = new(parsed, parsed.GetValue(target)!, parsed.GetValue(space)!);
            return parsed.GetValue(format) == "json" ? output.WriteJson(programs) : output.Write(programs, input, parsed.GetValue(folder));
        });
        return command;
    }
}

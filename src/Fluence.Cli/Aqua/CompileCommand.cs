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
        ScriptOptions scripts = new();
        RunOptions run = new();
        Option<string> folder = new("--output", "-o") { Description = "The folder to write to; without it, standard output." };
        Option<string> target = new("--target") { Description = "air, json, js, ts or csharp.", DefaultValueFactory = _ => "air" };
        Option<string> space = new("--namespace") { Description = "The namespace of C#.", DefaultValueFactory = _ => "Aqua" };
        Option<string> format = new("--format")
        {
            Description = "json prints one object with functions, services, errors and warnings.", DefaultValueFactory = _ => "text",
        };
        target.AcceptOnlyFromAmong("air", "json", "js", "ts", "csharp");
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("compile", "Compile sources to scripts (AIR), definitions, or clients in JavaScript, TypeScript and C#.")
        {
            folder, target, space, format,
        };
        scripts.AddTo(command);
        sources.AddTo(command);
        run.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            bool isJson = parsed.GetValue(format) == "json";
            if (run.IsWatch(parsed) && !isJson && parsed.GetValue(folder) is null)
            {
                parsed.Err().WriteLine("fluence aqua compile: --watch needs --output DIR; see fluence aqua compile --help");
                return ExitCodes.Usage;
            }

            if (sources.ReadConstants(parsed, "compile") is not { } constants || sources.ReadImports(parsed, "compile") is null
                || scripts.Read(parsed, constants) is not { } options)
            {
                return ExitCodes.Usage;
            }

            string input = parsed.GetValue(sources.Target)!;
            return await run.RunAsync(parsed, input, isJson, snapshot =>
            {
                AquaImports imports = sources.ReadImports(parsed, "compile") ?? throw SourceOptions.WrongMap();
                List<(string File, AquaProgram Program)> programs =
                    [.. snapshot.Files().Select(file => (file, new AquaCompiler(snapshot, imports, options).Compile(file)))];
                CompileOutput output = new(parsed, run, parsed.GetValue(target)!, parsed.GetValue(space)!);
                return isJson ? output.WriteJson(programs) : output.Write(programs, input, parsed.GetValue(folder));
            }, cancellation);
        });
        return command;
    }
}

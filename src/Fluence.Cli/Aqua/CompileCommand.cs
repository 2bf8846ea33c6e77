using System.CommandLine;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua compile [FILE|DIR]</c>: makes scripts of what sources export.</summary>
internal static class CompileCommand
{
    public static Command Create()
    {
        SourceOptions sources = new();
        Option<string?> folder = new("--output", "-o") { Description = "The folder to write to; without it, standard output." };
        Option<string> target = new("--target") { Description = "What is made: air or json.", DefaultValueFactory = _ => "air" };
        target.AcceptOnlyFromAmong("air", "json");
        Option<bool> noRelay = new("--no-relay") { Description = "The initiator has no relay." };
        Option<bool> noXor = new("--no-xor") { Description = "on and if leave errors alone." };
        Option<bool> tracing = new("--tracing") { Description = "Report every call to the initiator." };
        Option<string> format = new("--format")
        {
            Description = "text, or json: everything, mistakes too, as one object.", DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("compile", "Compile what sources export.") { folder, target, noRelay, noXor, tracing, format };
        sources.AddTo(command);
        command.SetAction(parsed =>
        {
            if (ConstantArguments.Read(parsed, sources, "compile") is not { } constants)
            {
                return ExitCodes.Usage;
            }

            string place = parsed.GetValue(sources.Target)!;
            List<string> files = SourceOptions.Files(place);
            AquaCompiler compiler = new(
                new AquaFileSources(), SourceOptions.Imports(place, parsed.GetValue(sources.Folders) ?? []), constants,
                new AquaCompilerOptions(parsed.GetValue(noRelay), parsed.GetValue(noXor), parsed.GetValue(tracing)));
            List<(string File, AquaCompilation Result)> results = [.. files.Select(file => (file, compiler.Compile(file)!))];
            bool isRight = compiler.Diagnostics.All(each => each.Severity != AquaSeverity.Error);
            CompiledOutput output = new(parsed, parsed.GetValue(folder), parsed.GetValue(target) == "json");
            if (parsed.GetValue(format) == "json")
            {
                output.Print(results, compiler.Diagnostics);
            }
            else
            {
                if (compiler.Diagnostics.Count > 0)
                {
                    new DiagnosticOutput(parsed).WriteDiagnostics(compiler.Diagnostics);
                }

                if (isRight)
                {
                    output.Write(results);
                }
            }

            return isRight ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}

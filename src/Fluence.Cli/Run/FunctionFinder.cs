using System.CommandLine;
using Fluence.Aqua;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Cli.Aqua;
using Fluence.Cli.Output;

namespace Fluence.Cli.Run;

/// <summary>Finds an Aqua function by its name among the sources of a project, and compiles it.</summary>
internal static class FunctionFinder
{
    /// <summary>The function, compiled.</summary>
    /// <param name="name">The name that it is exported under.</param>
    /// <param name="inputs">Files and folders, in the order in which they are searched.</param>
    /// <param name="imports">Where imports are looked for.</param>
    /// <param name="options">How scripts are made.</param>
    /// <param name="parsed">Where mistakes are told.</param>
    /// <param name="sources">Where sources are read from.</param>
    /// <exception cref="CommandException">There is no such function, or a source that could have it is wrong.</exception>
    public static AquaFunctionOutput Find(
        string name, IReadOnlyList<string> inputs, AquaImports imports, AquaOptions options, ParseResult parsed, IAquaSources sources)
    {
        List<AquaProgram> wrong = [];
        List<string> names = [];
        foreach (string file in inputs.SelectMany(SourceOptions.Files))
        {
            AquaProgram program = new AquaCompiler(sources, imports, options).Compile(file);
            if (program.Functions.FirstOrDefault(function => function.Name == name) is { } found)
            {
                return found;
            }

            names.AddRange(program.Functions.Select(static function => function.Name));
            if (program.HasErrors)
            {
                wrong.Add(program);
            }
        }

        string where = string.Join(", ", inputs.Select(DiagnosticOutput.Shown));
        if (wrong.Count > 0)
        {
            new DiagnosticOutput(parsed).WriteProblems(
                [.. wrong.SelectMany(static program => program.Diagnostics).Where(static each => each.Severity == AquaSeverity.Error)]);
            throw new CommandException($"there is no function '{name}' in what compiles of {where}; see the errors above");
        }

        string known = names.Count == 0
            ? "nothing is exported there; a file exports with `aqua Name declares *` and `export name`"
            : $"there are {string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).Take(20))}";
        throw new CommandException($"there is no function '{name}' in {where}; {known}");
    }
}

using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Spells;

/// <summary><c>fluence spell new|build</c>: the spells of a project.</summary>
internal static class SpellCommand
{
    private const string DefaultFolder = "src/spells";

    public static Command Create() => new("spell", "Make spells, and check that they compile.") { New(), Build() };

    /// <summary>Compiles spells and tells what is wrong.</summary>
    /// <returns>How many were compiled; null if there were errors.</returns>
    public static int? Compile(ParseResult parsed, AquaProject project, IEnumerable<SpellEntry> entries)
    {
        CompiledSpell[] spells = [.. entries.Select(entry => SpellCompiler.Compile(project, entry))];
        return AquaProject.Tell(parsed, spells.Select(static spell => spell.Program)) ? null : spells.Length;
    }

    private static Command New()
    {
        Argument<string> name = new("name") { Description = "The spell's name." };
        Option<string?> path = new("--path") { Description = $"The folder in which the spell's is made; {DefaultFolder} by default." };
        Command command = new("new", "Make a spell, and list it in fluence.yaml.") { name, path, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string spell = parsed.GetValue(name)!;
            ProjectFolder? project = ProjectFolder.Find(parsed.GetValue(path) ?? ".");
            if (project is not null)
            {
                YamlEdit.CheckNew(project.FluenceYamlFile, "spells", spell);
            }

            string folder = NewSpell.Create(
                Path.Combine(parsed.GetValue(path) ?? Path.Combine(project?.Root ?? ".", DefaultFolder), spell), spell, project?.Root);
            if (project is not null)
            {
                YamlEdit.Add(project.FluenceYamlFile, "spells", spell, folder);
            }

            string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
            parsed.Out().WriteLine($"made {shown}{(project is null ? "" : $"; try: fluence spell build {spell}")}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Build()
    {
        Argument<string?> names = new("names")
        {
            Description = "Names of spells, with commas between them; all by default.", DefaultValueFactory = _ => null,
        };
        Option<string[]> import = AquaProject.ImportOption();
        Command command = new("build", "Check that spells compile.") { names, import, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectFolder folder = ProjectFolder.Require(".");
            AquaProject project = new(folder, folder.Load(), parsed.GetValue(import) ?? []);
            IEnumerable<SpellEntry> entries = parsed.GetValue(names) is { } wanted
                ? NamedEntries.Choose(project.Yaml.Spells, wanted, "spell", folder.FluenceYamlFile) : project.Yaml.Spells.Values;
            if (Compile(parsed, project, entries) is not { } count)
            {
                return ExitCodes.Failure;
            }

            parsed.Out().WriteLine(count == 0 ? "there are no spells" : $"{Aqua.DiagnosticOutput.Count(count, "spell")}: ok");
            return ExitCodes.Success;
        }));
        return command;
    }
}

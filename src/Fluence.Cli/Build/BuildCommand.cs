using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Cli.Spells;
using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Files.Schemas;

namespace Fluence.Cli.Build;

/// <summary><c>fluence build [PATH]</c>: builds the modules of a project, of a service, or one module.</summary>
internal static class BuildCommand
{
    private const string DefaultNetwork = "local";

    public static Command Create()
    {
        Argument<string> path = TargetArgument();
        Option<string?> cargo = CargoOption();
        Option<string[]> import = AquaProject.ImportOption();
        Option<bool> json = JsonOption();
        Command command = new("build", "Build all services of the project, what Aqua knows of them, its spells and its Aqua files.")
        {
            path, cargo, import, json, NoInput.Option(), OriginalOptions.Value("what is built is the same for every network", "--env"),
        };
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectTarget target = ProjectTarget.Find(parsed.GetValue(path)!);
            ImmutableArray<BuiltModule> built = await ProjectBuild.RunAsync(target, Options(parsed, cargo), cancellation);
            if (target is not { Project: { } project, IsWhole: true })
            {
                BuildReport.Write(parsed, built, [], parsed.GetValue(json));
                return ExitCodes.Success;
            }

            return BuildAqua(parsed, new AquaProject(new ProjectFolder(target.Root), project, parsed.GetValue(import) ?? []), built, json);
        }));
        return command;
    }

    private static int BuildAqua(ParseResult parsed, AquaProject project, ImmutableArray<BuiltModule> built, Option<bool> json)
    {
        ProjectFolder folder = project.Folder;
        SchemaFiles.Write(folder.SchemasFolder);
        DeploymentsAqua.Write(
            folder, project.Yaml, WorkersYaml.Load(folder.WorkersFile), EnvYaml.Load(folder.EnvFile).FluenceEnv ?? DefaultNetwork);
        int? spells = SpellCommand.Compile(parsed, project, project.Yaml.Spells.Values);
        List<string>? compiled = CompileAqua.Run(parsed, project, project.Yaml.CompileAqua.Values, dry: false);
        if (spells is null || compiled is null)
        {
            return ExitCodes.Failure;
        }

        string[] notes = [.. spells > 0 ? (string[])[$"{Aqua.DiagnosticOutput.Count(spells.Value, "spell")}: ok"] : [], .. compiled];
        BuildReport.Write(parsed, built, notes, parsed.GetValue(json));
        return ExitCodes.Success;
    }

    /// <summary>What is built or tested.</summary>
    public static Argument<string> TargetArgument() =>
        PathArgument("The folder of a project, a service or a module; without it, this folder and those above.");

    /// <summary>A folder, this one by default.</summary>
    public static Argument<string> PathArgument(string description) =>
        new("path") { Description = description, DefaultValueFactory = _ => "." };

    public static Option<string?> CargoOption() => new("--marine-build-args")
    {
        Description = "Arguments of cargo build, separated by spaces, instead of those of fluence.yaml or --release.",
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print one line of JSON." };

    public static BuildOptions Options(ParseResult parsed, Option<string?> cargo) =>
        new() { CargoArguments = parsed.GetValue(cargo), Messages = parsed.Err() };
}

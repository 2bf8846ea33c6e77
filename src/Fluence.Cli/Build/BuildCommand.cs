using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary><c>fluence build [PATH]</c>: builds the modules of a project, of a service, or one module.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        Argument<string> path = TargetArgument();
        Option<string?> cargo = CargoOption();
        Option<bool> json = JsonOption();
        Command command = new("build", "Build all services of the project, and the Aqua declarations of them.") { path, cargo, json };
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectTarget target = ProjectTarget.Find(parsed.GetValue(path)!);
            ImmutableArray<BuiltModule> built = await ModuleBuilder.BuildAsync(target, Options(parsed, cargo), cancellation);
            if (target.Project is not null && !target.Services.IsEmpty)
            {
                AquaInterfaces.Write(target, built);
            }

            BuildReport.Write(parsed, built, parsed.GetValue(json));
            return ExitCodes.Success;
        }));
        return command;
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

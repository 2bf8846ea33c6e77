using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deps;

/// <summary><c>fluence dep install|uninstall|reset|versions</c>: the Aqua packages of a project.</summary>
internal static class DepCommand
{
    public static Command Create() =>
        new("dep", "Install and remove packages of Aqua files, and tell versions.") { Install(), Uninstall(), Reset(), Versions() };

    private static Command Install()
    {
        Argument<string?> package = new("package")
        {
            Description = "NAME, NAME@VERSION, a folder, or a .tgz file; without it all that fluence.yaml names.",
            DefaultValueFactory = _ => null,
        };
        Command command = new("install", "Add a package to fluence.yaml and install it, or install all.") { package, NoInput.Option() };
        command.Aliases.Add("i");
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            AquaDependencies dependencies = new(ProjectFolder.Require("."), parsed.Err());
            if (parsed.GetValue(package) is { } wanted)
            {
                (string name, string version) = await dependencies.AddAsync(wanted, ".", cancellation);
                parsed.Out().WriteLine($"installed {name}: {version}{Bundled(name, version)}");
                return ExitCodes.Success;
            }

            IReadOnlyCollection<string> names = await dependencies.InstallAllAsync(cancellation);
            parsed.Out().WriteLine(names.Count == 0
                ? "nothing to install: aquaDependencies is empty, and what comes with the command is there"
                : $"installed {string.Join(", ", names)}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Uninstall()
    {
        Argument<string> name = new("package") { Description = "The package's name." };
        Command command = new("uninstall", "Remove a package from fluence.yaml, and its files.") { name, NoInput.Option() };
        command.Aliases.Add("un");
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectFolder project = ProjectFolder.Require(".");
            new AquaDependencies(project, parsed.Err()).Remove(parsed.GetValue(name)!);
            parsed.Out().WriteLine($"removed {parsed.GetValue(name)} from {project.FluenceYamlFile}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Reset()
    {
        Command command = new("reset", "Set packages that come with the command back to its versions, and install all anew.")
        {
            NoInput.Option(),
        };
        command.Aliases.Add("r");
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            await new AquaDependencies(ProjectFolder.Require("."), parsed.Err()).ResetAsync(cancellation);
            parsed.Out().WriteLine("all packages are installed anew");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Versions()
    {
        Option<bool> standard = new("--default") { Description = "Only what comes with the command." };
        Option<bool> json = new("--json") { Description = "Print one line of JSON." };
        Command command = new("versions", "Tell the versions of the command, and of the packages of Aqua files.")
        {
            standard, json, NoInput.Option(),
        };
        command.Aliases.Add("v");
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectFolder? project = parsed.GetValue(standard) ? null : ProjectFolder.Find(".");
            List<(string Name, string Version, string From)> rows = [("fluence", BundledAqua.CommandVersion, "this command")];
            rows.AddRange(BundledAqua.Packages.Select(static package => (package.Key, package.Value, "comes with the command")));
            rows.AddRange((project?.Load().AquaDependencies ?? new Dictionary<string, string>())
                .Select(static package => (package.Key, package.Value, FluenceYaml.FileName)));
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(new JsonArray([.. rows.Select(static row => (JsonValue)new JsonObject(
                    ("name", new JsonString(row.Name)), ("version", new JsonString(row.Version)), ("from", new JsonString(row.From))))]));
                return ExitCodes.Success;
            }

            TextTable.Write(parsed.Out(), [.. rows.Select(static row => (string[])[row.Name, row.Version, row.From])]);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static string Bundled(string name, string version) =>
        BundledAqua.Packages.GetValueOrDefault(name) == version ? ", which comes with the command" : "";
}

using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Init;

/// <summary><c>fluence init [PATH]</c>: makes a project.</summary>
internal static class InitCommand
{
    private static readonly (string Name, ProjectTemplate Template)[] Templates =
    [
        ("quickstart", ProjectTemplate.Quickstart), ("minimal", ProjectTemplate.Minimal), ("csharp", ProjectTemplate.CSharp),
        ("ts", ProjectTemplate.TypeScript),
    ];

    public static Command Create()
    {
        Argument<string> path = new("path") { Description = "The project's folder; this one by default.", DefaultValueFactory = _ => "." };
        Option<string> template = new("--template", "-t")
        {
            Description = "quickstart: a service and a function that calls it; minimal: a function; csharp, ts: quickstart and a client.",
            DefaultValueFactory = _ => "quickstart",
        };
        Option<string> language = LanguageOption.Create();
        Command command = new("init", "Make a project. Nothing is downloaded.") { path, template, language };
        Option<string?> env = new("--env") { Description = $"The network that the project uses [default: {Networks.Local}]." };
        command.Add(env);
        command.Add(NoInput.Option());
        command.Add(new Option<int?>("--noxes")
        {
            Description = "Taken for the original's sake; fluence local up --peers N says how many.",
        });
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string? network = parsed.GetValue(env) is { } given ? Networks.Require(given, "--env") : null;
            ProjectFolder project = NewProject.Create(
                parsed.GetValue(path)!, Choose(parsed.GetValue(template)!), LanguageOption.Parse(parsed.GetValue(language)!), FindSource());
            if (network is not null)
            {
                new EnvYaml(network).Save(project.EnvFile);
            }

            string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), project.Root);
            string enter = shown == "." ? "" : $"cd {(shown.StartsWith("..", StringComparison.Ordinal) ? project.Root : shown)} && ";
            parsed.Out().WriteLine($"made a project in {project.Root}; try: {enter}fluence build");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static ProjectTemplate Choose(string name)
    {
        foreach ((string each, ProjectTemplate template) in Templates)
        {
            if (each == name)
            {
                return template;
            }
        }

        string? similar = Fluence.Peer.Configuration.Spelling.Nearest(name, Templates.Select(static each => each.Name));
        string hint = similar is null ? "" : $", did you mean '{similar}'?";
        throw new CommandException($"there is no template '{name}', expected quickstart, minimal, csharp or ts{hint}");
    }

    /// <summary>The folder of the sources that this program was built of, as long as it lies in it.</summary>
    private static string? FindSource()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Fluence.slnx")))
            {
                return folder;
            }
        }

        return null;
    }
}

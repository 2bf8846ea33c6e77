using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Marine.Repl;
using Fluence.Cli.Output;
using Fluence.Projects.Archives;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Services;

/// <summary><c>fluence service new|add|remove|repl</c>: the services of a project.</summary>
internal static class ServiceCommand
{
    private const string DefaultFolder = "src/services";

    public static Command Create() => new("service", "Make services, and list them in the project.") { New(), Add(), Remove(), Repl() };

    private static Command New()
    {
        Argument<string> name = new("name") { Description = "The service's name." };
        Option<string> language = LanguageOption.Create();
        Option<string?> path = new("--path") { Description = $"The folder in which the service's is made; {DefaultFolder} by default." };
        Command command = new("new", "Make a service with one module, and list it in fluence.yaml.")
        {
            name, language, path, NoInput.Option(),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string serviceName = parsed.GetValue(name)!;
            string? project = ProjectTarget.FindRoot(parsed.GetValue(path) ?? ".");
            if (project is not null)
            {
                YamlEdit.CheckNew(Path.Combine(project, FluenceYaml.FileName), "services", serviceName);
            }

            string folder = Path.Combine(
                parsed.GetValue(path) ?? Path.Combine(project ?? Directory.GetCurrentDirectory(), DefaultFolder), serviceName);
            ServiceFolder service = NewService.Create(
                folder, serviceName, LanguageOption.Parse(parsed.GetValue(language)!), project ?? Path.GetFullPath(folder));
            if (project is not null)
            {
                YamlEdit.Add(Path.Combine(project, FluenceYaml.FileName), "services", serviceName, service.Folder);
            }

            string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), service.Folder);
            parsed.Out().WriteLine($"made {shown}; try: fluence build {shown} && fluence test {shown}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Add()
    {
        Argument<string> path = new("path") { Description = "The service's folder, or the path or address of a .tar.gz archive of it." };
        Option<string?> name = new("--name") { Description = "The name in the project; that of service.yaml by default." };
        Command command = new("add", "List a service in fluence.yaml.") 
        {
            path, name, NoInput.Option(), OriginalOptions.Value("nothing is built here", "--marine-build-args"),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string get = parsed.GetValue(path)!;
            ProjectFolder project = ProjectFolder.Require(ArchiveCache.IsArchive(get) ? "." : get);
            ServiceFolder service = ServiceFolder.Open(ArchiveCache.Resolve(get, ".", project.ServicesFolder));
            string entry = parsed.GetValue(name) ?? service.Name, file = project.FluenceYamlFile;
            Names.CheckService(entry);
            YamlEdit.Add(file, "services", entry, ArchiveCache.IsArchive(get) ? FullPath(get) : service.Folder);
            parsed.Out().WriteLine($"added {entry} to {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = new("name") { Description = "The service's name in fluence.yaml, its folder, or its address." };
        Command command = new("remove", "Remove a service from fluence.yaml and its deployments. Its folder stays.")
        {
            name, NoInput.Option(),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string file = ProjectFolder.Require(".").FluenceYamlFile;
            FluenceYaml project = FluenceYaml.Read(File.ReadAllText(file), file);
            string removed = YamlEdit.Remove(
                file, "services", parsed.GetValue(name)!, project.Services.Select(static service => (service.Name, service.Get)),
                static (text, inFile, service) => ListedNames.Remove(text, inFile, "services", service));
            parsed.Out().WriteLine($"removed {removed} from {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Repl()
    {
        Argument<string> name = new("name")
        {
            Description = "The service's name in fluence.yaml, its folder, or the path or address of an archive.",
            DefaultValueFactory = _ => ".",
        };
        Option<string?> cargo = BuildCommand.CargoOption();
        Command command = new("repl", "Build a service and try it out, line by line, as marine repl does.")
        {
            name, cargo, NoInput.Option(),
        };

        // not asynchronous, so that Ctrl-C is left to the session
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string file = ServiceLookup.Find(parsed.GetValue(name)!);
            string[] arguments = parsed.GetValue(cargo) is { } own ? [cargo.Name, own] : [];
            int built = BuildCommand.Create().Parse([Path.GetDirectoryName(file)!, .. arguments]).Invoke(parsed.InvocationConfiguration);
            return built == ExitCodes.Success ? ReplCommand.Create().Parse([file]).Invoke(parsed.InvocationConfiguration) : built;
        }));
        return command;
    }

    private static string FullPath(string get) => ArchiveCache.IsUrl(get) ? get : Path.GetFullPath(get);
}

using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Marine.Configuration;
using Fluence.Primitives.Content;
using Fluence.Projects.Archives;
using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Modules;

/// <summary><c>fluence module new|build|add|remove</c>: the Wasm modules of services.</summary>
internal static class ModuleCommand
{
    private const string DefaultFolder = "src/modules";

    public static Command Create() =>
        new("module", "Make, build, pack and list the modules of services.") { New(), Build(), Pack(), Add(), Remove() };

    private static Command New()
    {
        Argument<string> name = new("name") { Description = "The module's name." };
        Option<string> language = LanguageOption.Create();
        Option<string?> path = new("--path") { Description = $"The folder in which the module's is made; {DefaultFolder} by default." };
        Option<string?> service = ServiceOption();
        Command command = new("new", "Make a module that builds and passes its own test.")
        {
            name, language, path, service, NoInput.Option(),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string moduleName = parsed.GetValue(name)!;
            string? project = ProjectTarget.FindRoot(parsed.GetValue(path) ?? ".");
            string parent = parsed.GetValue(path) ?? Path.Combine(project ?? Directory.GetCurrentDirectory(), DefaultFolder);
            string root = project ?? Path.Combine(parent, moduleName);
            string? file = parsed.GetValue(service) is { } wanted ? ServiceLookup.Find(wanted) : null;
            if (file is not null)
            {
                YamlEdit.CheckNew(file, "modules", moduleName);
            }

            ModuleFolder module = NewModule.Create(
                Path.Combine(parent, moduleName), moduleName, LanguageOption.Parse(parsed.GetValue(language)!), root);
            if (file is not null)
            {
                YamlEdit.Add(file, "modules", moduleName, module.Folder);
            }

            string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), module.Folder);
            parsed.Out().WriteLine($"made {shown}; try: fluence build {shown} && fluence test {shown}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Build()
    {
        Argument<string> path = BuildCommand.PathArgument("The module's folder.");
        Option<string?> cargo = BuildCommand.CargoOption();
        Option<bool> json = BuildCommand.JsonOption();
        Command command = new("build", "Build one module.") { path, cargo, json, NoInput.Option() };
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ModuleFolder module = ModuleFolder.Open(parsed.GetValue(path)!);
            string root = ProjectTarget.FindRoot(module.Folder) ?? module.Folder;
            BuiltModule built = await ModuleBuilder.BuildAsync(module, root, BuildCommand.Options(parsed, cargo), cancellation);
            BuildReport.Write(parsed, [built], [], parsed.GetValue(json));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Pack()
    {
        Argument<string> path = BuildCommand.PathArgument("The module's folder.");
        Option<string> destination = new("--destination", "-d")
        {
            Description = "The folder that the archive is put into; this one by default.", DefaultValueFactory = _ => ".",
        };
        Option<string?> crate = new("--binding-crate", "-b")
        {
            Description = "The folder of a Rust crate by which other modules import this one; the archive names it.",
        };
        Option<string?> cargo = BuildCommand.CargoOption();
        Command command = new("pack", "Build a module and make a .tar.gz archive of it.")
        {
            path, destination, crate, cargo, NoInput.Option(),
        };
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ModuleFolder module = ModuleFolder.Open(parsed.GetValue(path)!);
            string root = ProjectTarget.FindRoot(module.Folder) ?? module.Folder;
            BuiltModule built = await ModuleBuilder.BuildAsync(module, root, BuildCommand.Options(parsed, cargo), cancellation);
            (string file, Cid cid) = ModulePack.Write(built, parsed.GetValue(destination)!, parsed.GetValue(crate));
            parsed.Out().WriteLine($"packed {module.Yaml.Name} ({cid}) into {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Add()
    {
        Argument<string> path = new("path") { Description = "The module's folder, or the path or address of a .tar.gz archive of it." };
        Option<string?> name = new("--name") { Description = "The name in the service; that of module.yaml by default." };
        Option<string?> service = ServiceOption();
        Command command = new("add", "Add a module to a service.") { path, name, service, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string file = ServiceLookup.Find(parsed.GetValue(service) ?? "."), get = parsed.GetValue(path)!;
            ModuleFolder module = ModuleFolder.Open(
                ArchiveCache.Resolve(get, ".", ProjectFolder.Near(Path.GetDirectoryName(file)!).ModulesFolder));
            string entry = parsed.GetValue(name) ?? module.Yaml.Name;
            if (ServiceFolder.Open(Path.GetDirectoryName(file)!).Modules.Any(each => each.Yaml.Name == module.Yaml.Name))
            {
                throw new CommandException(
                    $"{file} has a module named '{module.Yaml.Name}' already; in a service every module has a name of its own");
            }

            YamlEdit.Add(file, "modules", entry, ArchiveCache.IsUrl(get) ? get : Path.GetFullPath(get));
            parsed.Out().WriteLine($"added {entry} to {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = new("name") { Description = "The module's name in the service, its folder, or its address." };
        Option<string?> service = ServiceOption();
        Command command = new("remove", "Remove a module from a service. Its folder stays.") { name, service, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string file = ServiceLookup.Find(parsed.GetValue(service) ?? ".");
            ServiceYaml yaml = ServiceYaml.Read(File.ReadAllText(file), file);
            string removed = YamlEdit.Remove(
                file, "modules", parsed.GetValue(name)!, yaml.Modules.Select(static module => (module.Key, module.Get)));
            parsed.Out().WriteLine($"removed {removed} from {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Option<string?> ServiceOption() =>
        new("--service") { Description = "The service: its name in fluence.yaml, or its folder." };
}

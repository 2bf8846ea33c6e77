using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Marine.Configuration;
using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Modules;

/// <summary><c>fluence module new|build|add|remove</c>: the Wasm modules of services.</summary>
internal static class ModuleCommand
{
    private const string DefaultFolder = "src/modules";

    public static Command Create() => new("module", "Make, build and list the modules of services.") { New(), Build(), Add(), Remove() };

    private static Command New()
    {
        Argument<string> name = new("name") { Description = "The module's name." };
        Option<string> language = LanguageOption.Create();
        Option<string?> path = new("--path") { Description = $"The folder in which the module's is made; {DefaultFolder} by default." };
        Option<string?> service = ServiceOption();
        Command command = new("new", "Make a module that builds and passes its own test.") { name, language, path, service };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string moduleName = parsed.GetValue(name)!;
            string? project = ProjectTarget.FindRoot(parsed.GetValue(path) ?? ".");
            string parent = parsed.GetValue(path) ?? Path.Combine(project ?? Directory.GetCurrentDirectory(), DefaultFolder);
            string root = project ?? Path.Combine(parent, moduleName);
            string? file = parsed.GetValue(service) is { } wanted ? ServiceLookup.Find(wanted) : null;
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
        Command command = new("build", "Build one module.") { path, cargo, json };
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

    private static Command Add()
    {
        Argument<string> path = new("path") { Description = "The module's folder." };
        Option<string?> name = new("--name") { Description = "The name in the service; that of module.yaml by default." };
        Option<string?> service = ServiceOption();
        Command command = new("add", "Add a module to a service.") { path, name, service };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ModuleFolder module = ModuleFolder.Open(parsed.GetValue(path)!);
            string file = ServiceLookup.Find(parsed.GetValue(service) ?? "."), entry = parsed.GetValue(name) ?? module.Yaml.Name;
            YamlEdit.Add(file, "modules", entry, module.Folder);
            parsed.Out().WriteLine($"added {entry} to {file}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = new("name") { Description = "The module's name in the service, or its folder." };
        Option<string?> service = ServiceOption();
        Command command = new("remove", "Remove a module from a service. Its folder stays.") { name, service };
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

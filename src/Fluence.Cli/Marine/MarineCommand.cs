using System.CommandLine;
using Fluence.Cli.Marine.Repl;
using Fluence.Cli.Output;
using Fluence.Marine;
using Fluence.Marine.Aqua;
using Fluence.Marine.Generation;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;

namespace Fluence.Cli.Marine;

/// <summary><c>fluence marine info|aqua|set-it|call|repl FILE</c>: looks at Wasm modules of services and completes them.</summary>
internal static class MarineCommand
{
    public static Command Create() => new("marine", "Look at the Wasm modules of services, and call services.")
    {
        Info(), Aqua(), SetInterfaceTypes(), CallCommand.Create(), ReplCommand.Create(),
    };

    private static Command Info()
    {
        Argument<FileInfo> file = FileArgument();
        Option<bool> json = new("--json") { Description = "Print one line of JSON." };
        Command command = new("info", "Say what a module is, needs and offers: versions, manifest, imports, interface.") { file, json };
        command.SetAction(parsed => Explaining(parsed.GetValue(file)!, (path, module) =>
        {
            ModuleInfo info = ModuleInfo.Of(module, Path.GetFileNameWithoutExtension(path));
            parsed.Out().Write(parsed.GetValue(json) ? info.ToJson() + "\n" : info.ToText());
        }));
        return command;
    }

    private static Command Aqua()
    {
        Argument<FileInfo> file = FileArgument();
        Option<string?> service = new("--service", "-s") { Description = "The service's name; the file's name without it." };
        Option<string?> id = new("--id", "-i") { Description = "The id of a service that the declaration names." };
        Command command = new("aqua", "Print the Aqua declarations of a module's functions.") { file, service, id };
        command.SetAction(parsed => Explaining(parsed.GetValue(file)!, (path, module) =>
        {
            ModuleInterface offered = ModuleInterface.Of(InterfacesDecoder.Decode(module));
            string name = parsed.GetValue(service) ?? Path.GetFileNameWithoutExtension(path);
            parsed.Out().Write(AquaInterface.Print(offered, name, parsed.GetValue(id)));
        }));
        return command;
    }

    private static Command SetInterfaceTypes()
    {
        Argument<FileInfo> file = FileArgument();
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write the module to; without it the module is replaced." };
        Command command = new("set-it", "Generate the interface types of a module that a compiler made, and write them into it.")
        {
            file, output,
        };
        command.SetAction(parsed => Explaining(parsed.GetValue(file)!, (path, module) =>
        {
            byte[] changed = InterfacesGenerator.SetInterfaceTypes(module);
            string target = parsed.GetValue(output)?.FullName ?? path;
            Replace(target, changed);
            int functions = ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(changed))).Functions.Length;
            parsed.Out().WriteLine($"{target}: interface types of {functions} {(functions == 1 ? "function" : "functions")} written");
        }));
        return command;
    }

    private static Argument<FileInfo> FileArgument() => new("file") { Description = "A Wasm module." };

    /// <summary>Reads the module for a command; what is wrong with it is told with its name.</summary>
    private static int Explaining(FileInfo file, Action<string, WasmModuleFile> work)
    {
        try
        {
            work(file.FullName, WasmModuleFile.Read(File.ReadAllBytes(file.FullName)));
            return ExitCodes.Success;
        }
        catch (MarineException wrong)
        {
            throw new CommandException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>Writes beside the target first, so that an interrupted command leaves no half of a module.</summary>
    private static void Replace(string target, byte[] module)
    {
        string beside = target + ".part";
        File.WriteAllBytes(beside, module);
        File.Move(beside, target, overwrite: true);
    }
}

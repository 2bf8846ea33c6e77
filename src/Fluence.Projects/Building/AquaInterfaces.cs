using System.Text;
using Fluence.Marine.Aqua;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;
using Fluence.Projects.Files;

namespace Fluence.Projects.Building;

/// <summary>Writes the Aqua declarations of a project's services, by which scripts call them.</summary>
public static class AquaInterfaces
{
    /// <summary>Where the declarations lie under a project's folder.</summary>
    public const string FileName = ".fluence/aqua/services.aqua";

    private const string Header = "aqua Services declares *\n";

    /// <summary>Writes the declarations of all services of a project, as their facades offer them.</summary>
    /// <param name="target">The project, or what lies in it.</param>
    /// <param name="modules">Its modules, built.</param>
    public static void Write(ProjectTarget target, IReadOnlyCollection<BuiltModule> modules)
    {
        ArgumentNullException.ThrowIfNull(target);
        StringBuilder text = new(Header);
        foreach (ServiceFolder service in target.Services)
        {
            string facade = service.Modules[^1].Folder;
            string wasm = modules.First(module => module.Module.Folder == facade).WasmFile;
            ModuleInterface offered = ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(File.ReadAllBytes(wasm))));
            string declarations = AquaInterface.Print(offered, service.Name, null);

            // the first line names a file of its own
            text.Append('\n').Append(declarations[(declarations.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim('\n')).Append('\n');
        }

        ModuleFile.Write(Path.Combine(target.Root, FileName), Encoding.UTF8.GetBytes(text.ToString()));
    }
}

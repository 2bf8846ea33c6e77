using System.Text;
using Fluence.Marine;
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
        IEnumerable<(string, byte[])> services = target.Services.Select(service =>
        {
            string facade = service.Modules[^1].Folder;
            return (service.Name, ReadModule(modules.First(module => module.Module.Folder == facade).WasmFile));
        });
        ModuleFile.Write(Path.Combine(target.Root, FileName), Encoding.UTF8.GetBytes(Text(services)));
    }

    /// <summary>The declarations of services. A record that several have is declared once.</summary>
    /// <param name="services">The name of each service, which is also its id on workers, and the bytes of its facade.</param>
    public static string Text(IEnumerable<(string Name, byte[] Facade)> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        StringBuilder text = new(Header);
        HashSet<string> declared = new(StringComparer.Ordinal);
        foreach ((string name, byte[] facade) in services)
        {
            ModuleInterface offered = ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(facade)));
            string declarations = AquaInterface.Print(offered, name, name);

            // the first line names a file of its own
            foreach (string each in declarations[(declarations.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim('\n').Split("\n\n"))
            {
                if (declared.Add(each))
                {
                    text.Append('\n').Append(each).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static byte[] ReadModule(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        try
        {
            _ = ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(bytes)));
            return bytes;
        }
        catch (MarineException wrong)
        {
            throw new ProjectException($"{file} is no module: {wrong.Message}");
        }
    }
}

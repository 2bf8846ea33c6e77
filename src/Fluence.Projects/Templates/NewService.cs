using System.Text;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Templates;

/// <summary>Makes the folder of a new service with one module, its facade.</summary>
public static class NewService
{
    /// <summary>Makes the folder.</summary>
    /// <param name="folder">The folder, which must not hold a service yet.</param>
    /// <param name="name">The service's name, which is also that of its module.</param>
    /// <param name="language">What the module is written in.</param>
    /// <param name="root">The folder of the project, in which the SDK is unpacked.</param>
    /// <exception cref="ProjectException">The name cannot be one, or there is a service already.</exception>
    public static ServiceFolder Create(string folder, string name, GuestLanguage language, string root)
    {
        Names.CheckService(name);
        string target = Path.GetFullPath(folder), file = Path.Combine(target, ServiceFolder.FileName);
        if (File.Exists(file))
        {
            throw new ProjectException($"{file} exists already; choose another name or --path");
        }

        string module = $"modules/{name}";
        NewModule.Create(Path.Combine(target, module), name, language, root);
        string schema = SchemaComment.For(target, root, ServiceFolder.FileName);
        string text = $"{schema}version: 0\nname: {name}\nmodules:\n  facade:\n    get: {module}\n";
        ModuleFile.Write(file, Encoding.UTF8.GetBytes(text));
        return ServiceFolder.Open(target);
    }
}

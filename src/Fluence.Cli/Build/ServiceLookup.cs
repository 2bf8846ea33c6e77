using Fluence.Cli.Output;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Finds services by what a command line calls them.</summary>
internal static class ServiceLookup
{
    /// <summary>The <c>service.yaml</c> of a service that is named in <c>fluence.yaml</c>, or lies in a folder.</summary>
    public static string Find(string nameOrPath)
    {
        string file = nameOrPath.EndsWith(ServiceFolder.FileName, StringComparison.Ordinal)
            ? nameOrPath : Path.Combine(nameOrPath, ServiceFolder.FileName);
        if (File.Exists(file))
        {
            return Path.GetFullPath(file);
        }

        string? root = ProjectTarget.FindRoot(".");
        string project = Path.Combine(root ?? "", FluenceYaml.FileName);
        string? get = root is null ? null : FluenceYaml.Read(File.ReadAllText(project), project)
            .Services.Where(service => service.Name == nameOrPath).Select(static service => service.Get).FirstOrDefault();
        return get is null
            ? throw new CommandException($"there is no service '{nameOrPath}', neither in fluence.yaml nor as a folder with a service.yaml")
            : Path.GetFullPath(Path.Combine(root!, get, ServiceFolder.FileName));
    }
}

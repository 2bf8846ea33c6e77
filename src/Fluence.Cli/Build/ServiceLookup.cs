using Fluence.Cli.Output;
using Fluence.Peer.Configuration;
using Fluence.Projects.Archives;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Finds services by what a command line calls them.</summary>
internal static class ServiceLookup
{
    /// <summary>The <c>service.yaml</c> of a service that is named in <c>fluence.yaml</c>, lies in a folder, or is an archive.</summary>
    public static string Find(string nameOrPath)
    {
        string file = nameOrPath.EndsWith(ServiceFolder.FileName, StringComparison.Ordinal)
            ? nameOrPath : Path.Combine(nameOrPath, ServiceFolder.FileName);
        if (File.Exists(file))
        {
            return Path.GetFullPath(file);
        }

        ProjectFolder? project = ProjectFolder.Find(".");
        string? get = ArchiveCache.IsArchive(nameOrPath) ? null : project?.Load()
            .Services.Where(service => service.Name == nameOrPath).Select(static service => service.Get).FirstOrDefault();
        if (get is null && !ArchiveCache.IsArchive(nameOrPath))
        {
            string? nearest = Spelling.Nearest(nameOrPath, project?.Load().Services.Select(static service => service.Name) ?? []);
            throw new CommandException(
                $"there is no service '{nameOrPath}', neither in fluence.yaml nor as a folder with a service.yaml"
                + (nearest is null ? "" : $", did you mean '{nearest}'?"));
        }

        string folder = ArchiveCache.Resolve(
            get ?? nameOrPath, get is null ? "." : project!.Root, (project ?? ProjectFolder.Near(".")).ServicesFolder);
        return folder.EndsWith(ServiceFolder.FileName, StringComparison.Ordinal) ? folder : Path.Combine(folder, ServiceFolder.FileName);
    }
}

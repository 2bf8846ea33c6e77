using System.Collections.Immutable;
using Fluence.Projects.Archives;

namespace Fluence.Projects.Files;

/// <summary>What a path on the command line means: a project, a service or a module.</summary>
/// <param name="Root">The folder of the project, or that of the path where there is no project around it.</param>
/// <param name="Project">What the project says; null where there is none.</param>
/// <param name="Services">The services; none for a module.</param>
/// <param name="Modules">All modules, each once.</param>
public sealed record ProjectTarget(
    string Root, FluenceYaml? Project, ImmutableArray<ServiceFolder> Services, ImmutableArray<ModuleFolder> Modules)
{
    /// <summary>Whether all of a project is meant.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Finds out what lies at a path: the folder of a project, service or module, or one below a project.</summary>
    /// <exception cref="ProjectException">There is none of them, or a file is missing.</exception>
    /// <exception cref="Fluence.Marine.MarineConfigException">A file is wrong.</exception>
    public static ProjectTarget Find(string path)
    {
        string folder = Path.GetFullPath(path);
        if (File.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        if (!Directory.Exists(folder))
        {
            throw new ProjectException($"there is no folder {folder}");
        }

        string? root = FindRoot(folder);
        FluenceYaml? project = root is null ? null : ReadProject(root);
        if (root != folder && File.Exists(Path.Combine(folder, ServiceFolder.FileName)))
        {
            ServiceFolder service = ServiceFolder.Open(folder);
            return new ProjectTarget(root ?? folder, project, [service], Distinct(service.Modules));
        }

        if (root != folder && File.Exists(Path.Combine(folder, ModuleFolder.FileName)))
        {
            return new ProjectTarget(root ?? folder, project, [], [ModuleFolder.Open(folder)]);
        }

        if (root is null)
        {
            throw new ProjectException(
                $"there is no {FluenceYaml.FileName}, {ServiceFolder.FileName} or {ModuleFolder.FileName} in {folder}, "
                + "nor a project above");
        }

        ImmutableArray<ServiceFolder> services =
            [.. project!.Services.Select(service => OpenService(new ProjectFolder(root), service))];
        ImmutableArray<ModuleFolder> modules = Distinct(services.SelectMany(static service => service.Modules));
        return new ProjectTarget(root, project, services, modules) { IsWhole = true };
    }

    /// <summary>The nearest folder at or above a folder that holds a project; null if there is none.</summary>
    public static string? FindRoot(string folder)
    {
        for (string? each = Path.GetFullPath(folder); each is not null; each = Path.GetDirectoryName(each))
        {
            if (File.Exists(Path.Combine(each, FluenceYaml.FileName)))
            {
                return each;
            }
        }

        return null;
    }

    private static ServiceFolder OpenService(ProjectFolder project, ServiceEntry service)
    {
        string folder = ArchiveCache.Resolve(service.Get, project.Root, project.ServicesFolder);
        folder = Path.GetFileName(folder) == ServiceFolder.FileName ? Path.GetDirectoryName(folder)! : folder;
        return File.Exists(Path.Combine(folder, ServiceFolder.FileName))
            ? ServiceFolder.Open(folder, service.Name)
            : throw new ProjectException(
                $"{project.FluenceYamlFile}: the service '{service.Name}' is said to be in {service.Get}, "
                + $"but there is no {ServiceFolder.FileName} in {folder}");
    }

    private static FluenceYaml ReadProject(string root)
    {
        string file = Path.Combine(root, FluenceYaml.FileName);
        return FluenceYaml.Read(File.ReadAllText(file), file);
    }

    private static ImmutableArray<ModuleFolder> Distinct(IEnumerable<ModuleFolder> modules) =>
        [.. modules.DistinctBy(static module => module.Folder, StringComparer.Ordinal)];
}

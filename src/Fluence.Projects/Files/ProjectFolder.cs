using System.Collections.Immutable;
using Fluence.Projects.Files.Provider;

namespace Fluence.Projects.Files;

/// <summary>The folder of a project and the places in it.</summary>
/// <param name="Root">Its absolute path.</param>
public sealed record ProjectFolder(string Root)
{
    /// <summary><c>fluence.yaml</c>.</summary>
    public string FluenceYamlFile => Path.Combine(Root, FluenceYaml.FileName);

    /// <summary>Everything that is made: <c>.fluence</c>.</summary>
    public string HiddenFolder => Path.Combine(Root, ".fluence");

    /// <summary>Aqua files that are made: interfaces of services, deals and hosts.</summary>
    public string AquaFolder => Path.Combine(HiddenFolder, "aqua");

    /// <summary>The declarations of the project's services.</summary>
    public string ServicesAquaFile => Path.Combine(AquaFolder, "services.aqua");

    /// <summary>What was deployed by deals, for scripts.</summary>
    public string DealsAquaFile => Path.Combine(AquaFolder, "deals.aqua");

    /// <summary>What was deployed on certain peers, for scripts.</summary>
    public string HostsAquaFile => Path.Combine(AquaFolder, "hosts.aqua");

    /// <summary>Deployments that were made directly, without a deal, for scripts.</summary>
    public string DirectAquaFile => Path.Combine(AquaFolder, "direct.aqua");

    /// <summary>The Aqua packages that are installed.</summary>
    public string AquaDependenciesFolder => Path.Combine(HiddenFolder, "aqua-dependencies");

    /// <summary>Installed packages that npm has found.</summary>
    public string NpmPackagesFolder => Path.Combine(AquaDependenciesFolder, "node_modules");

    /// <summary>Installed packages that are copies of folders and .tgz files.</summary>
    public string LocalPackagesFolder => Path.Combine(AquaDependenciesFolder, "local");

    /// <summary>The Aqua packages that come with the command.</summary>
    public string AquaLibraryFolder => AquaFolder;

    /// <summary>The keys of the project.</summary>
    public string SecretsFolder => Path.Combine(HiddenFolder, "secrets");

    /// <summary>The keys in the older form of one file.</summary>
    public string SecretsFile => Path.Combine(HiddenFolder, "project-secrets.yaml");

    /// <summary>What was deployed.</summary>
    public string WorkersFile => Path.Combine(HiddenFolder, "workers.yaml");

    /// <summary>What the project's provider offers.</summary>
    public string ProviderFile => Path.Combine(Root, ProviderYaml.FileName);

    /// <summary>The keys of the provider's peers.</summary>
    public string ProviderSecretsFile => Path.Combine(HiddenFolder, ProviderSecretsYaml.FileName);

    /// <summary>What the provider has made on the chain.</summary>
    public string ProviderArtifactsFile => Path.Combine(HiddenFolder, ProviderArtifactsYaml.FileName);

    /// <summary>The configurations of the provider's peers.</summary>
    public string ConfigsFolder => Path.Combine(HiddenFolder, "configs");

    /// <summary>The network that is used.</summary>
    public string EnvFile => Path.Combine(HiddenFolder, "env.yaml");

    /// <summary>Schemas of the files, for editors.</summary>
    public string SchemasFolder => Path.Combine(HiddenFolder, "schemas");

    /// <summary>Modules that came as archives.</summary>
    public string ModulesFolder => Path.Combine(HiddenFolder, "modules");

    /// <summary>Services that came as archives.</summary>
    public string ServicesFolder => Path.Combine(HiddenFolder, "services");

    /// <summary>Spells that came as archives.</summary>
    public string SpellsFolder => Path.Combine(HiddenFolder, "spells");

    /// <summary>What can be deleted at any time.</summary>
    public string TemporaryFolder => Path.Combine(HiddenFolder, "tmp");

    /// <summary>The nearest project at or above a folder; null if there is none.</summary>
    public static ProjectFolder? Find(string startFolder)
    {
        for (string? each = Path.GetFullPath(startFolder); each is not null; each = Path.GetDirectoryName(each))
        {
            if (File.Exists(Path.Combine(each, FluenceYaml.FileName)))
            {
                return new ProjectFolder(each);
            }
        }

        return null;
    }

    /// <summary>The nearest project at or above a folder; the folder itself where there is none.</summary>
    public static ProjectFolder Near(string folder) => Find(folder) ?? new ProjectFolder(Path.GetFullPath(folder));

    /// <summary>The nearest project at or above a folder.</summary>
    /// <exception cref="ProjectException">There is none.</exception>
    public static ProjectFolder Require(string startFolder) => Find(startFolder) ?? throw new ProjectException(
        $"there is no {FluenceYaml.FileName} in {Path.GetFullPath(startFolder)} or above; make a project with `fluence init`");

    /// <summary>Reads <c>fluence.yaml</c>.</summary>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public FluenceYaml Load() => FluenceYaml.Load(Root);

    /// <summary>
    /// The folders that imports of Aqua files are looked for in, first those that come first, as the original does: the command line's,
    /// the project's, what is made, packages, and the libraries that come with the command. Not all need be there.
    /// </summary>
    /// <param name="project">What <c>fluence.yaml</c> says.</param>
    /// <param name="fromFlags">Folders of the command line, from the current one.</param>
    /// <param name="bundledLibrary">The folder of the libraries that come with the command; null if there is none.</param>
    public ImmutableArray<string> AquaImports(FluenceYaml project, IEnumerable<string> fromFlags, string? bundledLibrary)
    {
        ArgumentNullException.ThrowIfNull(project);
        IEnumerable<string> all =
        [
            .. fromFlags.Select(static folder => Path.GetFullPath(folder)),
            .. project.AquaImports.Select(folder => Path.GetFullPath(folder, Root)),
            AquaFolder,
            LocalPackagesFolder,
            NpmPackagesFolder,
            .. bundledLibrary is null ? [] : (string[])[Path.GetFullPath(bundledLibrary)],
        ];
        return [.. all.Distinct(StringComparer.Ordinal)];
    }
}

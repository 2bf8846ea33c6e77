using System.Text.Json;
using Fluence.Projects.Archives;
using Fluence.Projects.Files;

namespace Fluence.Projects.Dependencies;

/// <summary>
/// The Aqua packages of a project: those that come with the command, folders, .tgz files, and whatever npm finds where it is installed.
/// </summary>
public sealed class AquaDependencies
{
    private const string Map = "aquaDependencies";
    private const string FilePrefix = "file:";

    private readonly ProjectFolder _project;
    private readonly TextWriter _messages;

    /// <summary>The packages of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="messages">Takes what npm says.</param>
    public AquaDependencies(ProjectFolder project, TextWriter messages)
    {
        ArgumentNullException.ThrowIfNull(project);
        (_project, _messages) = (project, messages);
    }

    private string Packages => _project.NpmPackagesFolder;

    // apart, because npm removes what it does not know
    private string Copies => _project.LocalPackagesFolder;

    /// <summary>Adds a package to <c>fluence.yaml</c> and installs it.</summary>
    /// <param name="wanted">The name of a package, <c>NAME@VERSION</c>, a folder, or a .tgz file.</param>
    /// <param name="from">The folder that paths are from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The name and what <c>fluence.yaml</c> says of it.</returns>
    /// <exception cref="ProjectException">There is no such package, or it cannot be had.</exception>
    public async Task<(string Name, string Version)> AddAsync(string wanted, string from, CancellationToken cancellation)
    {
        string path = Path.GetFullPath(wanted, Path.GetFullPath(from));
        bool isPath = wanted.StartsWith('.') || Path.IsPathRooted(wanted) || ArchiveCache.IsArchive(wanted) || Directory.Exists(path);
        (string name, string? version) = isPath ? (InstallPath(null, path), null) : PackageName.Split(wanted);
        if (isPath)
        {
            version = FilePrefix + Path.GetRelativePath(_project.Root, path).Replace('\\', '/');
        }
        else if (!PackageName.IsName(name))
        {
            throw new ProjectException($"'{name}' cannot be the name of a package, and there is no such folder or .tgz file");
        }
        else
        {
            version ??= BundledAqua.Packages.GetValueOrDefault(name) ?? "*";
            version = await InstallAsync(name, version, cancellation) ?? version;
        }

        string file = _project.FluenceYamlFile;
        string text = await File.ReadAllTextAsync(file, cancellation);
        await File.WriteAllTextAsync(file, YamlBlock.Put(text, Map, name, version), cancellation);
        return (name, version);
    }

    /// <summary>Installs all packages of <c>fluence.yaml</c>.</summary>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyCollection<string>> InstallAllAsync(CancellationToken cancellation)
    {
        BundledAqua.Unpack(_project);
        FluenceYaml yaml = _project.Load();
        foreach ((string name, string version) in yaml.AquaDependencies)
        {
            if (!PackageName.IsName(name))
            {
                throw new ProjectException($"{_project.FluenceYamlFile}: '{name}' in {Map} cannot be the name of a package");
            }

            await InstallAsync(name, version, cancellation);
        }

        return [.. yaml.AquaDependencies.Keys];
    }

    /// <summary>Removes a package from <c>fluence.yaml</c> and its files.</summary>
    /// <exception cref="ProjectException"><c>fluence.yaml</c> does not name it.</exception>
    public void Remove(string name)
    {
        string file = _project.FluenceYamlFile;
        FluenceYaml yaml = _project.Load();
        if (!yaml.AquaDependencies.ContainsKey(name) || YamlBlock.Remove(File.ReadAllText(file), Map, name) is not { } changed)
        {
            string? nearest = Files.Shapes.Words.Nearest(name, yaml.AquaDependencies.Keys);
            throw new ProjectException($"{file} has no '{name}' in {Map}{Files.Shapes.Words.DidYouMean(nearest)}");
        }

        File.WriteAllText(file, changed);
        if (PackageName.IsName(name))
        {
            DeleteFolder(Path.Combine(Packages, name));
            DeleteFolder(Path.Combine(Copies, name));
        }
    }

    /// <summary>Sets packages that come with the command back to their versions, and installs all packages anew.</summary>
    public async Task ResetAsync(CancellationToken cancellation)
    {
        string file = _project.FluenceYamlFile;
        foreach (string name in _project.Load().AquaDependencies.Keys.Where(BundledAqua.Packages.ContainsKey))
        {
            string text = await File.ReadAllTextAsync(file, cancellation);
            await File.WriteAllTextAsync(file, YamlBlock.Put(text, Map, name, BundledAqua.Packages[name]), cancellation);
        }

        DeleteFolder(Packages);
        DeleteFolder(Copies);
        await InstallAllAsync(cancellation);
    }

    /// <summary>Installs one package.</summary>
    /// <returns>The version that was found; null if it is the one that was asked for.</returns>
    private async Task<string?> InstallAsync(string name, string version, CancellationToken cancellation)
    {
        if (version.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            InstallPath(name, Path.GetFullPath(version[FilePrefix.Length..], _project.Root));
            return null;
        }

        if (BundledAqua.Packages.GetValueOrDefault(name) == version)
        {
            BundledAqua.Unpack(_project);
            DeleteFolder(Path.Combine(Packages, name));
            return null;
        }

        return await NpmPackage.InstallAsync(name, version, _project, _messages, cancellation);
    }

    /// <summary>Copies a folder, or unpacks a .tgz file.</summary>
    /// <returns>The package's name.</returns>
    private string InstallPath(string? name, string path)
    {
        string unpacked = ArchiveCache.IsArchive(path) ? ArchiveCache.Resolve(path, _project.Root, _project.TemporaryFolder) : path;
        string folder = ArchiveCache.IsArchive(path) && Directory.Exists(Path.Combine(unpacked, "package"))
            ? Path.Combine(unpacked, "package") : unpacked;
        if (!Directory.Exists(folder))
        {
            throw new ProjectException($"there is no folder or .tgz file {path}");
        }

        string package = name ?? NameOf(folder, path);
        string target = Path.Combine(Copies, package);
        if (Path.GetFullPath(target).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ProjectException($"{folder} has this project in it; a package cannot hold the project that uses it");
        }

        string[] files = [.. AquaFiles.In(folder)];
        if (files.Length == 0)
        {
            throw new ProjectException($"there is no .aqua file in {path}");
        }

        DeleteFolder(target);
        foreach (string file in files)
        {
            string copy = Path.Combine(target, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return package;
    }

    private static string NameOf(string folder, string path)
    {
        string manifest = Path.Combine(folder, "package.json");
        string? name = File.Exists(manifest)
            ? ReadName(manifest) : Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).ToLowerInvariant();
        return name is not null && PackageName.IsName(name) ? name : throw new ProjectException(
            $"{path} gives no name to its package; add a package.json with {{\"name\": \"…\"}}");
    }

    private static string? ReadName(string manifest)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(manifest));
            return json.RootElement.TryGetProperty("name", out JsonElement name) ? name.GetString() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new ProjectException($"{manifest} is no package.json: {malformed.Message}");
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using System.Text.Json;
using Fluence.Projects.Files;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Dependencies;

/// <summary>Packages that npm finds.</summary>
internal static class NpmPackage
{
    /// <summary>Installs one of them.</summary>
    /// <returns>The version that was found, if any would have done; null otherwise.</returns>
    /// <exception cref="ProjectException">npm is missing, or has failed.</exception>
    public static async Task<string?> InstallAsync(
        string name, string version, ProjectFolder project, TextWriter messages, CancellationToken cancellation)
    {
        if (Tool.OnPath("npm") is not { } npm)
        {
            string bundled = BundledAqua.Packages.TryGetValue(name, out string? own)
                ? $"version {own} comes with this command, {version} needs npm" : "it does not come with this command, and needs npm";
            throw new ToolMissingException(
                $"{name}@{version} cannot be installed: {bundled}, which is not on the PATH. Install Node.js, "
                + "or give a folder or .tgz file: fluence dep install ./FILE.tgz");
        }

        Directory.CreateDirectory(project.AquaDependenciesFolder);
        string manifest = Path.Combine(project.AquaDependenciesFolder, "package.json");
        if (!File.Exists(manifest))
        {
            await File.WriteAllTextAsync(manifest, "{\"private\":true}\n", cancellation);
        }

        (int exitCode, _) = await new Tool(npm).RunAsync(
            project.AquaDependenciesFolder,
            ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--save-exact", $"{name}@{version}"],
            messages, cancellation);
        return exitCode != 0 ? throw new ProjectException($"npm could not install {name}@{version}; it ended with the exit code {exitCode}")
            : version == "*" ? await VersionAsync(Path.Combine(project.NpmPackagesFolder, name, "package.json"), cancellation)
            : null;
    }

    private static async Task<string?> VersionAsync(string manifest, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(manifest);
        using JsonDocument json = await JsonDocument.ParseAsync(file, default, cancellation);
        return json.RootElement.GetProperty("version").GetString();
    }
}

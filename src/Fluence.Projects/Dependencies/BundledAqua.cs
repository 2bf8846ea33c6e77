using System.Collections.Immutable;
using System.Reflection;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Dependencies;

/// <summary>The Aqua packages that travel with the command. They can always be imported, without being named anywhere.</summary>
public static class BundledAqua
{
    private const string Prefix = "aqua-library/";

    // the versions of the originals whose declarations they are
    private static readonly ImmutableSortedDictionary<string, string> Versions = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("@fluencelabs/aqua-ipfs", "0.5.31"),
            KeyValuePair.Create("@fluencelabs/aqua-lib", "0.10.2"),
            KeyValuePair.Create("@fluencelabs/registry", "0.9.4"),
            KeyValuePair.Create("@fluencelabs/spell", "0.7.6"),
        ]);

    /// <summary>The packages with their versions; those that are ours have that of the command.</summary>
    public static ImmutableSortedDictionary<string, string> Packages { get; } = Resources()
        .Select(static name => string.Join('/', name[Prefix.Length..].Split('/').Take(2))).Distinct(StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            static name => name, static name => Versions.GetValueOrDefault(name, CommandVersion), StringComparer.Ordinal);

    /// <summary>The version of the command.</summary>
    public static string CommandVersion => typeof(BundledAqua).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Unpacks all of them into a project. Files that are there already keep their dates.</summary>
    /// <returns>The folder that imports are to be looked for in.</returns>
    public static string Unpack(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Unpack(project.AquaLibraryFolder);
    }

    /// <summary>Unpacks all of them into the folder of a user, for scripts outside of projects.</summary>
    /// <returns>The folder that imports are to be looked for in.</returns>
    public static string Unpack(UserFolder user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Unpack(Path.Combine(user.Root, "aqua"));
    }

    private static string Unpack(string folder)
    {
        Assembly assembly = typeof(BundledAqua).Assembly;
        foreach (string name in Resources())
        {
            using Stream resource = assembly.GetManifestResourceStream(name)!;
            byte[] contents = new byte[resource.Length];
            resource.ReadExactly(contents);
            ModuleFile.Write(Path.Combine(folder, name[Prefix.Length..]), contents);
        }

        return folder;
    }

    private static IEnumerable<string> Resources() => typeof(BundledAqua).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}

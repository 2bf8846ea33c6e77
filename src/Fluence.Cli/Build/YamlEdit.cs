using Fluence.Cli.Output;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Adds an entry to a project's or service's file, or removes one.</summary>
internal static class YamlEdit
{
    /// <summary>Adds the path of a folder.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">The map in it.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="folder">The folder, which is written relative to that of the file.</param>
    public static void Add(string file, string map, string name, string folder)
    {
        string text = File.ReadAllText(file);
        if (YamlBlock.Remove(text, map, name) is not null)
        {
            throw new CommandException($"{file} has '{name}' in {map} already; choose another --name, or remove it first");
        }

        string get = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, folder).Replace('\\', '/');
        File.WriteAllText(file, YamlBlock.Add(text, map, name, get));
    }

    /// <summary>Removes an entry by its name, or by the path of its folder.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">The map in it.</param>
    /// <param name="nameOrPath">The entry's name or its folder.</param>
    /// <param name="entries">The entries there are.</param>
    /// <returns>The name of the entry.</returns>
    public static string Remove(string file, string map, string nameOrPath, IEnumerable<(string Name, string Get)> entries)
    {
        string home = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string path = Path.GetFullPath(nameOrPath);
        string? name = entries.Where(entry => entry.Name == nameOrPath || Path.GetFullPath(Path.Combine(home, entry.Get)) == path)
            .Select(static entry => entry.Name).FirstOrDefault();
        string? changed = name is null ? null : YamlBlock.Remove(File.ReadAllText(file), map, name);
        if (changed is null)
        {
            throw new CommandException($"{file} has no '{nameOrPath}' in {map}");
        }

        File.WriteAllText(file, changed);
        return name!;
    }
}

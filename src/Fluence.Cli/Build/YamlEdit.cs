using Fluence.Cli.Output;
using Fluence.Peer.Configuration;
using Fluence.Projects;
using Fluence.Projects.Archives;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Adds an entry to a project's or service's file, or removes one.</summary>
internal static class YamlEdit
{
    /// <summary>Adds the path of a folder or archive, or the address of an archive.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">The map in it.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="folder">The path, which is written relative to the folder of the file, or the address.</param>
    public static void Add(string file, string map, string name, string folder)
    {
        CheckNew(file, map, name);
        string get = ArchiveCache.IsUrl(folder)
            ? folder : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, folder).Replace('\\', '/');
        File.WriteAllText(file, YamlBlock.Add(File.ReadAllText(file), map, name, YamlScalar.Quote(get)));
    }

    /// <summary>Checks that an entry can be added.</summary>
    /// <exception cref="CommandException">There is one of its name already.</exception>
    /// <exception cref="ProjectException">The map cannot be changed line by line.</exception>
    public static void CheckNew(string file, string map, string name)
    {
        string text = File.ReadAllText(file);
        if (YamlBlock.Remove(text, map, name) is not null)
        {
            throw new CommandException($"{file} has '{name}' in {map} already; choose another --name, or remove it first");
        }

        YamlBlock.Add(text, map, name, "");
    }

    /// <summary>Removes an entry by its name, by the path of its folder or archive, or by its address.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">The map in it.</param>
    /// <param name="nameOrPath">The entry's name or its folder.</param>
    /// <param name="entries">The entries there are.</param>
    /// <param name="first">What else is changed: from the text, the file and the entry's name, the text.</param>
    /// <returns>The name of the entry.</returns>
    public static string Remove(
        string file, string map, string nameOrPath, IEnumerable<(string Name, string Get)> entries,
        Func<string, string, string, string>? first = null)
    {
        string home = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string path = Path.GetFullPath(nameOrPath);
        (string Name, string Get)[] all = [.. entries];
        string? name = all
            .Where(entry => entry.Name == nameOrPath || entry.Get == nameOrPath || Path.GetFullPath(Path.Combine(home, entry.Get)) == path)
            .Select(static entry => entry.Name).FirstOrDefault();
        string? changed = name is null ? null
            : YamlBlock.Remove(first?.Invoke(File.ReadAllText(file), file, name) ?? File.ReadAllText(file), map, name);
        if (changed is null && name is not null)
        {
            throw new CommandException($"{file}: {map} is written in braces, so that '{name}' must be removed by hand");
        }

        if (changed is null)
        {
            string? nearest = Spelling.Nearest(nameOrPath, all.Select(static entry => entry.Name));
            throw new CommandException(
                $"{file} has no '{nameOrPath}' in {map}{(nearest is null ? "" : $", did you mean '{nearest}'?")}");
        }

        File.WriteAllText(file, changed);
        return name!;
    }
}

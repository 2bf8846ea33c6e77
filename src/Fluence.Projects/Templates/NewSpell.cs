using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Templates;

/// <summary>Makes the folder of a new spell, which compiles as it is.</summary>
public static class NewSpell
{
    /// <summary>Makes the folder.</summary>
    /// <param name="folder">The folder, which must not be there yet.</param>
    /// <param name="name">The spell's name.</param>
    /// <param name="root">The project's folder; null where there is none.</param>
    /// <returns>The folder's absolute path.</returns>
    /// <exception cref="ProjectException">The name cannot be one, or the folder is there already.</exception>
    public static string Create(string folder, string name, string? root)
    {
        Names.CheckSpell(name);
        string target = Path.GetFullPath(folder);
        if (Directory.Exists(target) || File.Exists(target))
        {
            throw new ProjectException($"{target} exists already; choose another name or --path");
        }

        string schema = root is null ? "" : SchemaComment.For(target, root, SpellYaml.FileName);
        TemplateFiles.Write("templates/spell/", target, ("schema", schema), ("name", name), ("module", AquaName.Type(name)));
        return target;
    }
}

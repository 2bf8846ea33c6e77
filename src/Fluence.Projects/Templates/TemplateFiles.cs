using System.Reflection;
using System.Text;
using Fluence.Projects.Building;

namespace Fluence.Projects.Templates;

/// <summary>Files that travel with the command as patterns.</summary>
internal static class TemplateFiles
{
    // files that begin with a dot would be left out of the program
    private const string Dot = "dot-";

    // projects and sources for others are none of this program
    private const string Template = ".template";

    /// <summary>The files of a template with values put in: their paths and contents.</summary>
    /// <param name="prefix">Where they lie among the program's resources.</param>
    /// <param name="values">What stands for <c>{{NAME}}</c>.</param>
    public static IEnumerable<(string Path, string Text)> Of(string prefix, params (string Name, string Value)[] values)
    {
        Assembly assembly = typeof(TemplateFiles).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            StringBuilder text = new(reader.ReadToEnd());
            text.Replace("\r\n", "\n");
            foreach ((string name, string value) in values)
            {
                text.Replace("{{" + name + "}}", value);
            }

            yield return (PathOf(resource[prefix.Length..]), text.ToString());
        }
    }

    /// <summary>Writes the files of a template.</summary>
    public static void Write(string prefix, string folder, params (string Name, string Value)[] values)
    {
        foreach ((string path, string text) in Of(prefix, values))
        {
            ModuleFile.Write(Path.Combine(folder, path), Encoding.UTF8.GetBytes(text));
        }
    }

    private static string PathOf(string resource)
    {
        string path = resource.EndsWith(Template, StringComparison.Ordinal) ? resource[..^Template.Length] : resource;
        return string.Join('/', path.Replace('\\', '/').Split('/').Select(
            static part => part.StartsWith(Dot, StringComparison.Ordinal) ? "." + part[Dot.Length..] : part));
    }
}

using Fluence.Marine;
using Fluence.Marine.Configuration.Tree;
using Fluence.Marine.Configuration.Yaml;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Reads files that have a shape.</summary>
internal static class ShapedFile
{
    /// <summary>Reads a text that has the shape in all its parts.</summary>
    /// <exception cref="ProjectFileException">It has not; all mistakes are told.</exception>
    public static ConfigMap Parse(string text, string file, FileShape shape)
    {
        ArgumentNullException.ThrowIfNull(text);
        ConfigMap map = ParseYaml(text, file);
        List<FileMistake> mistakes = ShapeCheck.Find(shape, map);
        return mistakes.Count == 0 ? map : throw new ProjectFileException(file, [.. mistakes]);
    }

    /// <summary>Compares a text with a shape, for those who read it themselves.</summary>
    /// <exception cref="ProjectFileException">It has not the shape; all mistakes are told.</exception>
    public static void Check(string text, string file, FileShape shape) => Parse(text, file, shape);

    private static ConfigMap ParseYaml(string text, string file)
    {
        try
        {
            return YamlTree.Parse(file, text);
        }
        catch (MarineConfigException malformed)
        {
            string prefix = malformed.Line > 0 ? $"{file}:{malformed.Line}: " : $"{file}: ";
            throw new ProjectFileException(file, [new FileMistake(malformed.Line, 0, malformed.Message[prefix.Length..])]);
        }
    }
}

using Fluence.Marine;
using Fluence.Marine.Configuration.Yaml;
using Fluence.Primitives.Json;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>Reads YAML of any shape.</summary>
public static class YamlData
{
    /// <summary>The data as JSON; scalars without quotes are what the core schema of YAML says.</summary>
    /// <exception cref="ProjectException">It is no such YAML.</exception>
    public static JsonValue Read(string text, string file)
    {
        try
        {
            return TreeJson.Convert(YamlTree.ParseAny(file, text));
        }
        catch (MarineConfigException malformed)
        {
            throw new ProjectException(malformed.Message);
        }
    }
}

using System.Collections.Immutable;
using Fluence.Projects.Building;
using Fluence.Projects.Files.Provider;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Schemas;

/// <summary>JSON schemas of all files, for editors and other programs.</summary>
public static class SchemaFiles
{
    /// <summary>The kinds of files there are.</summary>
    internal static ImmutableArray<FileShape> Shapes { get; } =
    [
        FluenceYamlShape.Shape, ModuleYamlShape.Service, ModuleYamlShape.Module, SpellYamlShape.Shape, WorkersYamlShape.Shape,
        ProviderYamlShape.Shape, ProviderYamlShape.Secrets, ProviderYamlShape.Artifacts,
        SmallShapes.Env, SmallShapes.ProjectSecrets, SmallShapes.UserSecrets, SmallShapes.UserConfig,
    ];

    /// <summary>All schemas: the file's name and its contents.</summary>
    public static IEnumerable<(string Name, string Text)> All() =>
        Shapes.Select(static shape => (shape.SchemaName, SchemaText.Of(shape)));

    /// <summary>Writes all schemas into a folder; those that are there already keep their date.</summary>
    public static void Write(string folder)
    {
        foreach ((string name, string text) in All())
        {
            ModuleFile.Write(Path.Combine(folder, name), System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}

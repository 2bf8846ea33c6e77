using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The keys of <c>spell.yaml</c>.</summary>
internal static class SpellYamlShape
{
    private static readonly KeyShape AquaFilePath =
        new("aquaFilePath", TextShape.Any, "The Aqua file with the spell's function, from the spell's folder.");

    private static readonly KeyShape Function = new("function", TextShape.Any, "The name of the function.");

    private static readonly KeyShape Clock = new("clock", CommonShapes.Clock, "How often the spell runs.");

    private static readonly KeyShape InitArgs =
        new("initArgs", new MapShape(new AnyShape(), AllowsNull: true), "The function's arguments by their names.");

    /// <summary>What <c>fluence.yaml</c> may say over the file.</summary>
    public static ObjectShape Overridable { get; } = new(
        AquaFilePath with { Description = "The Aqua file with the spell's function, from the project's folder." },
        Function, Clock, InitArgs);

    /// <summary>The whole file.</summary>
    public static FileShape Shape { get; } = new(
        SpellYaml.FileName,
        "A spell: an Aqua function that peers run by themselves, again and again.",
        new ObjectShape(
            CommonShapes.Version(0), AquaFilePath with { IsRequired = true }, Function with { IsRequired = true }, Clock, InitArgs));
}

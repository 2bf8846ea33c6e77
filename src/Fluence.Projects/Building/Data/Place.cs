namespace Fluence.Projects.Building.Data;

/// <summary>The type of data in Aqua, and the data.</summary>
internal sealed record DataShape(string Type, string Value);

/// <summary>How deep an object lies, by which its type is named.</summary>
internal enum Level
{
    /// <summary>The whole.</summary>
    Top,

    /// <summary>A part of the whole.</summary>
    Second,

    /// <summary>A part of a part.</summary>
    Rest,
}

/// <summary>Where data lie.</summary>
/// <param name="Path">The way to them, for messages.</param>
/// <param name="Name">The name of the property that they are, as that of a type.</param>
/// <param name="Parent">The type that they are a part of.</param>
/// <param name="Level">How deep they lie.</param>
internal sealed record Place(string Path, string Name, string Parent, Level Level)
{
    /// <summary>The name of the type of an object here. Types of parts of parts begin with the name of the part.</summary>
    public string TypeName() => Level switch
    {
        Level.Top => Name,
        Level.Second when Name == Parent => throw Wrong($"would be of the type {Name}, as the whole is; rename the file, or give --types"),
        Level.Second => Name,
        _ => Parent + Name,
    };

    /// <summary>The error that something here has no type.</summary>
    public ProjectException Wrong(string problem) => new($"{(Path.Length == 0 ? "the whole" : Path.TrimStart('.'))} {problem}");
}

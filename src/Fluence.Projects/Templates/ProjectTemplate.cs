namespace Fluence.Projects.Templates;

/// <summary>What a new project has in it.</summary>
public enum ProjectTemplate
{
    /// <summary>A service and an Aqua function that calls it.</summary>
    Quickstart,

    /// <summary>An Aqua function.</summary>
    Minimal,

    /// <summary>As <see cref="Quickstart"/>, and a client in C#.</summary>
    CSharp,

    /// <summary>As <see cref="Quickstart"/>, and a client in TypeScript.</summary>
    TypeScript,
}

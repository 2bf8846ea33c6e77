namespace Fluence.Aqua.Output.JavaScript;

/// <summary>The forms of a module.</summary>
internal enum ScriptKind
{
    /// <summary>Code without types.</summary>
    JavaScript,

    /// <summary>Code with types.</summary>
    TypeScript,

    /// <summary>Types without code.</summary>
    Declarations,
}

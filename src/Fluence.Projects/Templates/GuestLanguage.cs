namespace Fluence.Projects.Templates;

/// <summary>A language in which modules are written.</summary>
public enum GuestLanguage
{
    /// <summary>Rust.</summary>
    Rust,

    /// <summary>C++.</summary>
    Cpp,
}

namespace Fluence.Marine.Configuration;

/// <summary>What a module is built from.</summary>
public enum ModuleType
{
    /// <summary>Nothing: it is there compiled.</summary>
    Compiled,

    /// <summary>Rust, by cargo.</summary>
    Rust,

    /// <summary>C++ and C, which the original does not know.</summary>
    Cpp,
}

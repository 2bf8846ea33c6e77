using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Fluence.Projects.Templates;

/// <summary>What can be a name.</summary>
public static partial class Names
{
    // keywords, folders of cargo, and crates that a dependency of the same name would hide
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "Self", "abstract", "alloc", "as", "async", "await", "become", "box", "break", "build", "const", "continue", "core", "crate",
        "deps", "do", "dyn", "else", "enum", "examples", "extern", "false", "final", "fluence-sdk", "fn", "for", "if", "impl", "in",
        "incremental", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "proc_macro", "pub", "ref", "return",
        "self", "static", "std", "struct", "super", "test", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
        "virtual", "where", "while", "yield");

    /// <summary>Checks the name of a service, by the original's rule.</summary>
    /// <exception cref="ProjectException">It cannot be one.</exception>
    public static void CheckService(string name)
    {
        if (!Service().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a service; it must start with a lowercase letter "
                + "and contain only letters, numbers, and underscores");
        }
    }

    /// <summary>Checks the name of a spell, by the same rule.</summary>
    /// <exception cref="ProjectException">It cannot be one.</exception>
    public static void CheckSpell(string name)
    {
        if (!Service().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a spell; it must start with a lowercase letter "
                + "and contain only letters, numbers, and underscores");
        }
    }

    /// <summary>Checks the name of a module, which is also that of a file and of a crate.</summary>
    /// <exception cref="ProjectException">It cannot be one.</exception>
    public static void CheckModule(string name)
    {
        if (Reserved.Contains(name))
        {
            throw new ProjectException($"'{name}' cannot be the name of a module; cargo or Rust keeps it for itself");
        }

        if (!Module().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a module; it must start with a letter "
                + "and contain only letters, numbers, underscores and hyphens");
        }
    }

    [GeneratedRegex(@"^[a-z][A-Za-z0-9_]*\z")]
    private static partial Regex Service();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Module();
}

using System.Text;

namespace Fluence.Marine.Demangling;

/// <summary>
/// Makes names of Rust functions readable, both the older ones (<c>_ZN…E</c>) and those of RFC 2603 (<c>_R…</c>).
/// </summary>
public static class RustName
{
    /// <summary>The longest name that is looked at, and the longest that is made, in characters.</summary>
    public const int MaxLength = 8192;

    /// <summary>The name as people read it; one that is not Rust's, or makes too much, stays as it is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isFull">
    /// Whether to tell apart what has the same name: by the hashes of functions and crates, and by the types of constants. Wasmtime does.
    /// </param>
    public static string Demangle(string name, bool isFull = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= MaxLength && Ascii.IsValid(name)
            && (Legacy(name, isFull) ?? Modern(name, isFull)) is { Length: > 0 } readable ? readable : name;
    }

    private static string? Legacy(string name, bool isFull) =>
        AfterPrefix(name, "_ZN", "ZN", "__ZN") is { } rest ? LegacyName.Read(rest, isFull) : null;

    private static string? Modern(string name, bool isFull) =>
        AfterPrefix(name, "_R", "R", "__R") is { Length: > 0 } rest && char.IsAsciiLetterUpper(rest[0])
            ? ModernName.Read(rest, isFull) : null;

    private static string? AfterPrefix(string name, params ReadOnlySpan<string> prefixes)
    {
        foreach (string prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name[prefix.Length..];
            }
        }

        return null;
    }

    /// <summary>What stands behind a name, as optimisers add it; null where it is part of a name that is not Rust's.</summary>
    internal static string? Suffix(string rest) => rest.Length == 0 || rest.StartsWith(".llvm.", StringComparison.Ordinal) ? ""
        : rest[0] == '.' ? rest : null;
}

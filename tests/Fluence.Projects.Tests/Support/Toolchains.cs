using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Tests.Support;

/// <summary>Whether the compilers are there that a test needs.</summary>
internal static class Toolchains
{
    private static readonly Lazy<string?> Rust = new(() => Problem(() => RustToolchain.FindAsync(Path.GetTempPath(), default)));
    private static readonly Lazy<string?> Cpp = new(() => Problem(() => CppToolchain.FindAsync(default)));

    /// <summary>Why tests are skipped; null when they run, as they always do in continuous integration.</summary>
    public static string? ReasonToSkip(bool rust, bool cpp) =>
        Environment.GetEnvironmentVariable("CI") == "true" ? null : (rust ? Rust.Value : null) ?? (cpp ? Cpp.Value : null);

    private static string? Problem<T>(Func<Task<T>> find)
    {
        try
        {
            find().GetAwaiter().GetResult();
            return null;
        }
        catch (ToolMissingException missing)
        {
            return missing.Message;
        }
    }
}

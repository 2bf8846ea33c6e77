using System.Runtime.CompilerServices;

namespace Fluence.Projects.Tests.Support;

/// <summary>Folders of the repository that tests build.</summary>
internal static class Repository
{
    public static string Guests { get; } = Path.Combine(Here(), "..", "Guests");

    public static string Examples { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "examples"));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static string Schemas { get; } = Path.Combine(Root, "schemas");

    public static string RustSdk { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "sdk", "rust"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

namespace Fluence.Marine.Manifest;

/// <summary>Which modules are too old to be loaded.</summary>
public static class VersionCheck
{
    /// <summary>The oldest SDK whose modules are accepted.</summary>
    public static SemVersion MinSdk { get; } = new(0, 6, 0);

    /// <summary>The oldest interface types that are accepted.</summary>
    public static SemVersion MinInterfaceTypes { get; } = new(0, 20, 0);

    /// <summary>Why a module cannot be loaded; null if it can.</summary>
    /// <param name="moduleName">The name under which it is to be loaded.</param>
    /// <param name="sdk">The version of its SDK.</param>
    /// <param name="interfaceTypes">The version of its interface types.</param>
    public static string? FindProblem(string moduleName, SemVersion sdk, SemVersion interfaceTypes) =>
        sdk < MinSdk ? Describe(moduleName, "sdk", sdk, MinSdk)
        : interfaceTypes < MinInterfaceTypes ? Describe(moduleName, "IT", interfaceTypes, MinInterfaceTypes)
        : null;

    private static string Describe(string moduleName, string what, SemVersion provided, SemVersion required) =>
        $"module with name '{moduleName}' compiled with {provided} {what} version, but at least {required} required";
}

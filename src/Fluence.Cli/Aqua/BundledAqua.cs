namespace Fluence.Cli.Aqua;

/// <summary>The Aqua libraries that come with the command: the builtins' declarations, and the subnet library.</summary>
internal static class BundledAqua
{
    /// <summary>Their folder; null where the command was built without them.</summary>
    public static string? Folder { get; } =
        Path.Combine(AppContext.BaseDirectory, "aqua") is var folder && Directory.Exists(folder) ? folder : null;
}

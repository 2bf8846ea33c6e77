namespace Fluence.Wasm.Wasi.Files;

/// <summary>A folder that a guest has open. Paths through it stay within <see cref="Root"/>.</summary>
/// <param name="root">The given folder that it lies in, a path of the host.</param>
/// <param name="within">Where it lies in the given folder: names without <c>.</c> and <c>..</c>.</param>
/// <param name="givenName">The name by which the guest knows a given folder; null for one that it opened itself.</param>
/// <param name="hidesNames">Whether the given folder does not tell what is in it.</param>
internal sealed class FolderDescriptor(string root, IReadOnlyList<string> within, string? givenName = null, bool hidesNames = false)
    : Descriptor
{
    public override FileKind Kind => FileKind.Folder;

    public string Root => root;

    public IReadOnlyList<string> Within => within;

    public string? GivenName => givenName;

    /// <summary>Whether the given folder does not tell what is in it; folders in it do.</summary>
    public bool HidesNames => hidesNames;

    /// <summary>Whether what is in this folder may be told.</summary>
    public bool IsListed => !hidesNames || within.Count > 0;

    /// <summary>The path on the host.</summary>
    public string Path { get; } = System.IO.Path.Combine([root, .. within]);

    /// <summary>The entries as the last reading from the start found them, so that a reading in parts sees one state.</summary>
    public IReadOnlyList<FileSystemInfo>? Entries { get; set; }

    public override FileStat Stat() => FileStat.Of(new DirectoryInfo(Path)) with { Kind = FileKind.Folder };
}

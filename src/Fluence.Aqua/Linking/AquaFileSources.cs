namespace Fluence.Aqua.Linking;

/// <summary>Sources on disk.</summary>
public sealed class AquaFileSources : IAquaSources
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <inheritdoc/>
    public string? Read(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= MaxBytes ? File.ReadAllText(path)
            : throw new IOException($"{path} has {file.Length} bytes; a source has at most {MaxBytes}");
    }
}

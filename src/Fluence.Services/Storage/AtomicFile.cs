namespace Fluence.Services.Storage;

/// <summary>Files that are there with all their contents, or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file, replacing one of the same name. Its contents are on the disk when this returns.</summary>
    /// <exception cref="StateException">It could not be written; a file of the same name is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new StateException($"cannot write {path}: {failure.Message}", failure);
        }
    }

    /// <summary>Removes what writes that were cut short have left in a folder.</summary>
    public static void CleanUp(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.tmp"))
        {
            File.Delete(file);
        }
    }
}

namespace Fluence.Services.Storage;

/// <summary>Keeps two processes from using the folder of one peer at once. It ends with the process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder, which is made where it is missing.</summary>
    /// <exception cref="StateException">Another process has it, or the folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, "lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StateException(
                $"cannot use {folder}: {failure.Message}; stop the peer that uses it, or give this one another base_dir", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

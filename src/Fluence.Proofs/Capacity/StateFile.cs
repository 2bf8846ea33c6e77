namespace Fluence.Proofs.Capacity;

/// <summary>Files of a prover's state, which are there with all their contents or not at all.</summary>
internal static class StateFile
{
    private const string Unfinished = ".tmp";

    /// <summary>Writes a file in place of one of the same name. Its contents are on the disk when this returns.</summary>
    /// <exception cref="ProverException">It cannot be written; a file of the same name is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> contents)
    {
        string beside = path + Unfinished;
        try
        {
            using (FileStream file = new(beside, FileMode.Create, FileAccess.Write))
            {
                file.Write(contents);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProverException($"{path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Whether a file is what a write that was cut short has left.</summary>
    public static bool IsUnfinished(string path) => path.EndsWith(Unfinished, StringComparison.Ordinal);
}

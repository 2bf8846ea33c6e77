namespace Fluence.Projects.Building;

/// <summary>Writes files such that a reader sees the old or the new one, never half of it.</summary>
public static class ModuleFile
{
    /// <summary>Writes a file; one that holds the same already keeps its date.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool Write(string path, ReadOnlySpan<byte> contents)
    {
        if (File.Exists(path) && contents.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Environment.ProcessId}.part";
        File.WriteAllBytes(beside, contents);
        File.Move(beside, path, overwrite: true);
        return true;
    }
}

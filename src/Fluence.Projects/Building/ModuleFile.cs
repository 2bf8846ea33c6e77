namespace Fluence.Projects.Building;

/// <summary>Writes files such that a reader sees the old or the new one, never half of it.</summary>
public static class ModuleFile
{
    /// <summary>Writes a file; one that holds the same already keeps its date.</summary>
    /// <param name="path">Where.</param>
    /// <param name="contents">What.</param>
    /// <param name="isSecret">Whether only its owner may read it.</param>
    /// <returns>Whether it was written.</returns>
    public static bool Write(string path, ReadOnlySpan<byte> contents, bool isSecret = false)
    {
        if (File.Exists(path) && contents.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Environment.ProcessId}.part";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(beside, options))
        {
            file.Write(contents);
        }

        File.Move(beside, path, overwrite: true);
        return true;
    }
}

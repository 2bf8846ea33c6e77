using System.Text;

namespace Fluence.Cli.Marine.Repl;

/// <summary>
/// The lines that were typed, kept in a file that only its owner can read, for they may hold secrets. The oldest are forgotten.
/// </summary>
internal sealed class ReplHistory
{
    /// <summary>The name of the file, which lies in the working folder as the original's does.</summary>
    public const string FileName = ".repl_history";

    /// <summary>The most lines that are kept.</summary>
    public const int MaxLines = 1000;

    private const int MaxLineLength = 65_536, MaxFileLength = 4 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // written at its beginning by the original's library
    private const string Version = "#V2";

    private readonly string _file;
    private readonly List<string> _lines;

    /// <summary>Reads a file; without one, or with one that cannot be read, the history is empty.</summary>
    public ReplHistory(string file)
    {
        _file = file;
        _lines = [.. Read(file)];
    }

    /// <summary>The lines, the last one last.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Keeps a line, unless it is blank or the last one again. A file that cannot be written is left alone.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || line.Length > MaxLineLength || (_lines.Count > 0 && _lines[^1] == line))
        {
            return;
        }

        _lines.Add(line);
        _lines.RemoveRange(0, Math.Max(0, _lines.Count - MaxLines));
        try
        {
            Write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // the session goes on with what it remembers
        }
    }

    private static string[] Read(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length <= MaxFileLength
                ? File.ReadLines(file).Where(static line => line.Length is > 0 and <= MaxLineLength && line != Version)
                    .TakeLast(MaxLines).ToArray()
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Writes beside the file first, so that an interrupted session leaves no half of a history.</summary>
    private void Write()
    {
        string beside = _file + ".part";
        File.Delete(beside);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (StreamWriter writer = new(beside, new UTF8Encoding(false), options))
        {
            foreach (string line in _lines)
            {
                writer.Write(line + "\n");
            }
        }

        File.Move(beside, _file, overwrite: true);
    }
}

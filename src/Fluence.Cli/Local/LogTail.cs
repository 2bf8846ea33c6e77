namespace Fluence.Cli.Local;

/// <summary>The last lines of a file.</summary>
internal static class LogTail
{
    public static IReadOnlyCollection<string> Read(string file, int count)
    {
        Queue<string> last = new();
        if (!File.Exists(file))
        {
            return last;
        }

        foreach (string line in File.ReadLines(file))
        {
            last.Enqueue(line);
            if (last.Count > count)
            {
                last.Dequeue();
            }
        }

        return last;
    }
}

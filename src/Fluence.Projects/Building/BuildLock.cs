namespace Fluence.Projects.Building;

/// <summary>Keeps two builds, also of two processes, out of one folder. The operating system lets go of it when the process ends.</summary>
internal sealed class BuildLock : IDisposable
{
    private const string FileName = ".fluence-build.lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private BuildLock(FileStream file) => _file = file;

    /// <summary>Waits until no other build works in the folder, which is made if it is missing.</summary>
    public static async Task<BuildLock> TakeAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        while (true)
        {
            try
            {
                return new BuildLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>Lets the next build in.</summary>
    public void Dispose() => _file.Dispose();
}

namespace Fluence.TestKit;

/// <summary>Folders for tests, which are removed when the tests have ended.</summary>
public static class TestFolder
{
    private static readonly DirectoryInfo _all = Make();

    /// <summary>A new, empty folder.</summary>
    public static string New() => _all.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;

    private static DirectoryInfo Make()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-test-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    }
}

using System.Text;

namespace Fluence.Projects.Tests.Support;

/// <summary>Files of the repository that are made from the program. <c>FLUENCE_REWRITE=1</c> makes them anew.</summary>
internal static class KeptFile
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("FLUENCE_REWRITE") == "1";

    /// <summary>Compares a file with what it should be.</summary>
    public static void Check(string path, string expected)
    {
        if (IsRewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected, new UTF8Encoding(false));
        }

        string actual = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(expected == actual, $"{path} is out of date; run the tests with FLUENCE_REWRITE=1 and look at what changes");
    }
}

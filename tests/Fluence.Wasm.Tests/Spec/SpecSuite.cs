using System.Diagnostics;
using Fluence.TestKit;

namespace Fluence.Wasm.Tests.Spec;

/// <summary>The specification's test suite, unpacked once for a run of the tests.</summary>
internal static class SpecSuite
{
    internal const string Folder = "testdata";

    private static readonly Lazy<string> Unpacked = new(Unpack);

    /// <summary>The suite's files, one for each group of tests, as paths relative to the suite.</summary>
    internal static IEnumerable<string> Names =>
        SharedFolder.ReasonToSkip(Folder) is null && File.Exists(Archive)
            ? Directory.GetFiles(Unpacked.Value, "*.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Unpacked.Value, file)).Order(StringComparer.Ordinal)
            : ["none"];

    private static string Archive => Path.Combine(SharedFolder.PathOf(Folder), "wasm-spec-2.0.tar.xz");

    internal static string PathOf(string name) => Path.Combine(Unpacked.Value, name);

    private static string Unpack()
    {
        string target = Directory.CreateTempSubdirectory("wasm-spec-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(target, recursive: true);
        ProcessStartInfo start = new("tar", ["-xJf", Archive, "-C", target]) { RedirectStandardError = true };
        using Process tar = Process.Start(start) ?? throw new InvalidOperationException("tar did not start");
        string problem = tar.StandardError.ReadToEnd();
        tar.WaitForExit();
        return tar.ExitCode == 0 ? target : throw new InvalidOperationException(
            $"tar and xz must be installed to unpack the specification's tests: {problem}");
    }
}

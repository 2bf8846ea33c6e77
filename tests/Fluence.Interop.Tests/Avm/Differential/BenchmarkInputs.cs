using System.Diagnostics;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>The inputs that speed is measured on, unpacked into a folder of their own.</summary>
internal sealed class BenchmarkInputs : IDisposable
{
    private const string Folder = "testdata";
    private const int Count = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("avm-bench");

    private BenchmarkInputs()
    {
    }

    /// <summary>Why the inputs cannot be used here; null if they can.</summary>
    public static string? ReasonToSkip => SharedFolder.ReasonToSkip(Folder);

    public static BenchmarkInputs Unpack()
    {
        BenchmarkInputs inputs = new();
        using Process tar = Process.Start(
            "tar", ["-xJf", Path.Combine(SharedFolder.PathOf(Folder), "avm-bench.tar.xz"), "-C", inputs._folder.FullName]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return inputs;
    }

    /// <summary>All inputs with their names.</summary>
    public IEnumerable<(string Name, InvokeRequest Request, IReadOnlyDictionary<uint, CallResult> Results)> All()
    {
        string[] folders = Directory.GetDirectories(Path.Combine(_folder.FullName, "data"));
        Assert.Equal(Count, folders.Length);
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            (InvokeRequest request, Dictionary<uint, CallResult> results) = Read(folder);
            yield return (Path.GetFileName(folder), request, results);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (InvokeRequest Request, Dictionary<uint, CallResult> Results) Read(string input)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(input, "params.json")));
        JsonElement parameters = document.RootElement;
        using JsonDocument resultDocument = JsonDocument.Parse(File.ReadAllText(Path.Combine(input, "call_results.json")));
        Dictionary<uint, CallResult> results = resultDocument.RootElement.EnumerateArray().ToDictionary(
            static entry => entry[0].GetUInt32(),
            static entry => new CallResult(entry[1].GetProperty("retCode").GetInt32(), entry[1].GetProperty("result").GetString()!));
        RunParameters run = new(
            parameters.GetProperty("initPeerId").GetString()!,
            parameters.GetProperty("currentPeerId").GetString()!,
            parameters.GetProperty("timestamp").GetUInt64(),
            parameters.GetProperty("ttl").GetUInt32(),
            parameters.GetProperty("particleId").GetString()!,
            parameters.GetProperty("keyFormat").GetByte(),
            Convert.FromHexString(parameters.GetProperty("secretKeyBytes").GetString()!),
            SizeLimits.Default);
        InvokeRequest request = new(
            File.ReadAllText(Path.Combine(input, "script.air")),
            File.ReadAllBytes(Path.Combine(input, "prev_data.bin")),
            File.ReadAllBytes(Path.Combine(input, "cur_data.bin")),
            run,
            results);
        return (request, results);
    }
}

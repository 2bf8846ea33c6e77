using System.Diagnostics;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>The inputs that speed is measured on: they are large, and have the same outcome with both.</summary>
[Collection("differential")]
public sealed class BenchmarkInputTests
{
    private const string Folder = "testdata";
    private const int Inputs = 20;

    [BenchmarkFact]
    public void Every_input_has_the_same_outcome()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("avm-bench");
        try
        {
            Unpack(directory.FullName);
            string[] inputs = Directory.GetDirectories(Path.Combine(directory.FullName, "data"));
            Assert.Equal(Inputs, inputs.Length);
            using BothVms vms = new(new AquaVmOptions());
            foreach (string input in inputs)
            {
                (InvokeRequest request, Dictionary<uint, CallResult> results) = Read(input);
                (Comparison comparison, Difference? difference) = vms.Run(request, results);
                Assert.True(difference is null, $"{Path.GetFileName(input)}: {difference}");
                Assert.Equal(0, comparison.Ours.Code);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Unpack(string directory)
    {
        using Process tar = Process.Start("tar", ["-xJf", Path.Combine(SharedFolder.PathOf(Folder), "avm-bench.tar.xz"), "-C", directory]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
    }

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

    /// <summary>A test that needs the inputs as well as Node.js.</summary>
    private sealed class BenchmarkFactAttribute : FactAttribute
    {
        public BenchmarkFactAttribute() => Skip = NodeProgram.ReasonToSkip("client") ?? SharedFolder.ReasonToSkip(Folder);
    }
}

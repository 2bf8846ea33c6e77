using System.Globalization;
using System.Text.Json;
using Fluence.AquaVM;

namespace Fluence.Cli.Avm.Bench;

/// <summary>One recorded invoke: a folder with the script, both data, the parameters and the call results.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Request">What the invoke works on, without call results.</param>
/// <param name="CallResults">The call results in their wire form, as a host receives them.</param>
internal sealed record BenchInput(string Name, InvokeRequest Request, ReadOnlyMemory<byte> CallResults)
{
    /// <summary>Runs the invoke. Call results come in and call requests go out in their wire form, as with the original.</summary>
    public BenchOutcome Run(AquaVm vm)
    {
        InvokeOutcome outcome = vm.Invoke(Request, CallResults);
        byte[] requests = CallRequestsCodec.Encode(outcome.CallRequests);
        return new BenchOutcome(outcome.RetCode, outcome.Data.Length, requests.Length);
    }

    /// <summary>Reads every folder of <paramref name="directory"/> whose name contains <paramref name="filter"/>, in order.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="JsonException">The parameters or the call results are malformed.</exception>
    public static IReadOnlyList<BenchInput> ReadAll(string directory, string filter = "") =>
        [.. Directory.EnumerateDirectories(directory)
            .Where(folder => Path.GetFileName(folder).Contains(filter, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read)];

    private static BenchInput Read(string folder)
    {
        byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(folder, file));
        using JsonDocument parameters = JsonDocument.Parse(Bytes("params.json")), results = JsonDocument.Parse(Bytes("call_results.json"));
        InvokeRequest request = new(
            File.ReadAllText(Path.Combine(folder, "script.air")),
            Bytes("prev_data.bin"),
            Bytes("cur_data.bin"),
            ReadParameters(parameters.RootElement),
            new Dictionary<uint, CallResult>());
        return new BenchInput(Path.GetFileName(folder), request, CallResultsCodec.Encode(ReadCallResults(results.RootElement)));
    }

    private static RunParameters ReadParameters(JsonElement run) => new(
        run.GetProperty("initPeerId").GetString()!,
        run.GetProperty("currentPeerId").GetString()!,
        run.GetProperty("timestamp").GetUInt64(),
        run.GetProperty("ttl").GetUInt32(),
        run.GetProperty("particleId").GetString()!,
        run.GetProperty("keyFormat").GetByte(),
        Convert.FromHexString(run.GetProperty("secretKeyBytes").GetString()!),
        new SizeLimits(uint.MaxValue, uint.MaxValue, uint.MaxValue, Hard: false));

    private static Dictionary<uint, CallResult> ReadCallResults(JsonElement list) => list.EnumerateArray().ToDictionary(
        entry => uint.Parse(entry[0].ToString(), CultureInfo.InvariantCulture),
        entry => new CallResult(entry[1].GetProperty("retCode").GetInt32(), entry[1].GetProperty("result").GetString()!));
}

/// <summary>What an invoke came to.</summary>
/// <param name="RetCode">Its code.</param>
/// <param name="DataLength">The length of the new data, in bytes.</param>
/// <param name="RequestsLength">The length of the call requests in their wire form, in bytes.</param>
internal readonly record struct BenchOutcome(int RetCode, int DataLength, int RequestsLength);

using System.Text.Json;

namespace Fluence.AquaVM.Tests.Pipeline;

/// <summary>Data of peer A, tampered with in many ways and given to peer B; recorded from avm.wasm 0.62.0.</summary>
public sealed class TamperedDataTests
{
    private static readonly AquaVm Vm = new();

    public static TheoryData<string> Names => [.. GoldenFile.Cases("tampered.json").Select(static item => item.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_code_is_that_of_the_original(string name)
    {
        JsonElement item = GoldenFile.Cases("tampered.json").Single(item => item.Text("name") == name);
        byte[] previous = item.Base64("previous");
        RunParameters parameters = GoldenFile.Parameters("A", "B", item.Text("particleId"));
        InvokeOutcome outcome = Vm.Invoke(new InvokeRequest(
            item.Text("air"), previous, item.Base64("current"), parameters, new Dictionary<uint, CallResult>()));

        // where the original panics, a missing entry is reported like any other one
        JsonElement code = item.GetProperty("retCode");
        Assert.Equal(code.ValueKind == JsonValueKind.Number ? code.GetInt32() : ReturnCode.CidStoreVerification, outcome.RetCode);
        if (outcome.RetCode >= ReturnCode.Trace || outcome.RetCode == ReturnCode.UnsupportedInterpreterVersion)
        {
            Assert.Equal(item.Text("error"), outcome.ErrorMessage);
        }

        if (outcome.RetCode != 0)
        {
            Assert.Equal(previous, outcome.Data.ToArray());
            Assert.Empty(outcome.NextPeers);
            Assert.Empty(outcome.CallRequests);
        }
    }

    [Fact]
    public void The_cases_cover_every_code_of_data_and_trace() => Assert.Superset(
        new HashSet<int> { 0, 2, 3, 6, 8, 9, 20000, 20006, 20017 },
        GoldenFile.Cases("tampered.json")
            .Select(static item => item.GetProperty("retCode"))
            .Where(static code => code.ValueKind == JsonValueKind.Number)
            .Select(static code => code.GetInt32())
            .ToHashSet());
}

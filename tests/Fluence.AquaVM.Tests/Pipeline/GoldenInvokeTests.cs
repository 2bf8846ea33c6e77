using System.Text.Json;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Pipeline;

/// <summary>Steps of random scripts over three peers, recorded from avm.wasm 0.62.0: the same input must give the same outcome.</summary>
public sealed class GoldenInvokeTests
{
    private static readonly AquaVm Vm = new();

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, GoldenFile.Cases("invokes.json").Count())];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void The_outcome_is_that_of_the_original(int index)
    {
        JsonElement step = GoldenFile.Cases("invokes.json").ElementAt(index);
        InvokeOutcome outcome = Invoke(step);
        Assert.Equal((step.GetProperty("retCode").GetInt32(), step.Text("error")), (outcome.RetCode, outcome.ErrorMessage));
        Assert.Equal(DataText.Of(step.Base64("data")), DataText.Of(outcome.Data));
        Assert.Equal(step.GetProperty("next").EnumerateArray().Select(static peer => peer.GetString()!), outcome.NextPeers.Order(StringComparer.Ordinal));
        Assert.True(CallRequestsCodec.TryDecode(step.Base64("requests"), out IReadOnlyDictionary<uint, CallRequest>? expected, out _));
        Assert.Equal(expected.OrderBy(static request => request.Key).Select(Print), outcome.CallRequests.OrderBy(static request => request.Key).Select(Print));
    }

    [Fact]
    public void The_cases_cover_every_kind_of_state()
    {
        HashSet<Type> kinds = [];
        foreach (JsonElement step in GoldenFile.Cases("invokes.json"))
        {
            kinds.UnionWith(DataText.Read(step.Base64("data")).Trace.Select(static state => state.GetType()));
        }

        Assert.Superset(
            new HashSet<Type> { 
                typeof(ParState), typeof(FoldState), typeof(ApState), typeof(CallSentBy), typeof(CallFailed), typeof(CallExecutedScalar),
                typeof(CallExecutedStream), typeof(CallExecutedUnused), typeof(CanonSentBy), typeof(CanonExecuted) },
            kinds);
    }

    [Fact]
    public void Two_invokes_at_once_do_not_disturb_each_other()
    {
        JsonElement[] steps = [.. GoldenFile.Cases("invokes.json")];
        string[] alone = [.. steps.Select(static step => DataText.Of(Invoke(step).Data))];
        string[] together = new string[steps.Length];
        Parallel.For(0, steps.Length, i => together[i] = DataText.Of(Invoke(steps[i]).Data));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        foreach (JsonElement step in GoldenFile.Cases("invokes.json").Take(10))
        {
            Assert.Equal(Invoke(step).Data.ToArray(), Invoke(step).Data.ToArray());
        }
    }

    private static InvokeOutcome Invoke(JsonElement step)
    {
        RunParameters parameters = GoldenFile.Parameters(
            step.Text("init"),
            step.Text("peer"),
            step.Text("particleId"),
            step.GetProperty("timestamp").GetUInt64(),
            step.GetProperty("ttl").GetUInt32());
        InvokeRequest request = new(step.Text("air"), step.Base64("previous"), step.Base64("current"), parameters, new Dictionary<uint, CallResult>());
        return Vm.Invoke(request, step.Base64("callResults"));
    }

    private static string Print(KeyValuePair<uint, CallRequest> request)
    {
        CallRequest call = request.Value;
        string tetraplets = string.Join(
            ';', call.Tetraplets.Select(static ofArgument => string.Join(',', ofArgument.Select(static tetraplet => tetraplet.ToString()))));
        return $"{request.Key} {RustDebug.String(call.ServiceId)} {RustDebug.String(call.FunctionName)} "
            + $"{string.Join(',', call.Arguments)} {tetraplets}";
    }
}

using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Pipeline;

public sealed class AquaVmTests
{
    private const string Script = "(call %init_peer_id% (\"s\" \"f\") [] x)";

    private static readonly AquaVm Vm = new();

    [Fact]
    public void A_script_that_does_not_parse_is_code_1_and_leaves_the_previous_data()
    {
        byte[] previous = Vm.Invoke(Request(Script)).Data.ToArray();
        InvokeOutcome outcome = Vm.Invoke(Request("(seq (null)", previous));
        Assert.Equal(ReturnCode.AirParse, outcome.RetCode);
        Assert.StartsWith("air can't be parsed:\n", outcome.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(previous, outcome.Data.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("81")]
    [InlineData("8104")]
    [InlineData("800480")]
    [InlineData("810481013182a87265745f636f646500a6726573756c74a131")]
    [InlineData("810481a13181a87265745f636f646500")]
    [InlineData("810481a1319300a13100")]
    [InlineData("810481a13182a87265745f636f6465cf00000000ffffffffa6726573756c74a131")]
    public void Malformed_call_results_are_code_5(string hex)
    {
        InvokeOutcome outcome = Vm.Invoke(Request(Script), Convert.FromHexString(hex));
        Assert.Equal(ReturnCode.CallResultsDecoding, outcome.RetCode);
        Assert.True(outcome.Data.IsEmpty);
    }

    [Fact]
    public void A_script_is_parsed_before_call_results_are_read() =>
        Assert.Equal(ReturnCode.AirParse, Vm.Invoke(Request("("), new byte[] { 0 }).RetCode);

    [Theory]
    [InlineData(1, 32)]
    [InlineData(2, 32)]
    [InlineData(0, 31)]
    [InlineData(0, 0)]
    public void A_malformed_key_is_code_7(byte format, int length)
    {
        RunParameters parameters = Parameters() with { KeyFormat = format, SecretKey = new byte[length] };
        InvokeOutcome outcome = Vm.Invoke(Request(Script) with { Parameters = parameters });
        Assert.Equal(ReturnCode.MalformedKeyPair, outcome.RetCode);
        Assert.StartsWith("malformed keypair format: ", outcome.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Hard_limits_are_code_10_and_soft_ones_a_flag()
    {
        string longScript = $"(ap \"{new string('é', 100)}\" x)";
        SizeLimits limits = new(100, 100, 100, Hard: true);
        byte[] data = Vm.Invoke(Request(Script)).Data.ToArray();
        Dictionary<uint, CallResult> results = new() { [1] = new CallResult(0, $"\"{new string('é', 50)}\"") };
        (InvokeRequest Request, SizeLimitFlags Flag, string Message)[] cases =
        [
            (Request(longScript), SizeLimitFlags.Air, "air size: 209 bytes is bigger than the limit allowed: 100 bytes"),
            (Request(Script) with { CurrentData = data }, SizeLimitFlags.Particle, $"Current_data particle size: {data.Length} bytes is bigger than the limit allowed: 100 bytes"),
            (Request(Script, data) with { CallResults = results }, SizeLimitFlags.CallResult, "Call result size is bigger than the limit allowed: 100 bytes"),
        ];
        foreach ((InvokeRequest request, SizeLimitFlags flag, string message) in cases)
        {
            InvokeOutcome hard = Vm.Invoke(request with { Parameters = request.Parameters with { Limits = limits } });
            Assert.Equal((ReturnCode.SizeLimitExceeded, message, flag), (hard.RetCode, hard.ErrorMessage, hard.Flags));
            InvokeOutcome soft = Vm.Invoke(request with { Parameters = request.Parameters with { Limits = limits with { Hard = false } } });
            Assert.Equal((ReturnCode.Success, flag), (soft.RetCode, soft.Flags));
        }
    }

    [Fact]
    public void Call_results_that_nobody_takes_are_code_30000_with_new_data()
    {
        Dictionary<uint, CallResult> results = new() { [7] = new CallResult(0, "\"x\"") };
        InvokeOutcome outcome = Vm.Invoke(Request("(null)") with { CallResults = results });
        Assert.Equal(ReturnCode.UnprocessedCallResult, outcome.RetCode);
        Assert.Equal(
            "after finishing execution of supplied AIR, there are some unprocessed call results: "
            + "`{\"7\": CallServiceResult { ret_code: 0, result: \"\\\"x\\\"\" }}`, probably a wrong call_id used",
            outcome.ErrorMessage);
        Assert.Equal(1, DataText.Read(outcome.Data).Signatures.Count);
    }

    [Fact]
    public void The_worked_example_gives_the_data_of_the_original()
    {
        const string Example = "(seq (call %init_peer_id% (\"srv\" \"fn\") [\"x\" 1] $s) (canon %init_peer_id% $s #c))";
        RunParameters parameters = GoldenFile.Parameters("init", "init", "pid-1", 1_700_000_000_000, 7000);
        InvokeRequest request = new(Example, default, default, parameters, new Dictionary<uint, CallResult>());
        InvokeOutcome first = Vm.Invoke(request);
        Assert.Equal(DataText.Of(GoldenFile.Bytes("worked-example.first.bin")), DataText.Of(first.Data));
        Dictionary<uint, CallResult> results = new() { [1] = new CallResult(0, "{\"b\":2,\"a\":[1,2.5]}") };
        InvokeOutcome second = Vm.Invoke(request with { PreviousData = first.Data, CallResults = results });
        Assert.Equal(DataText.Of(GoldenFile.Bytes("worked-example.bin")), DataText.Of(second.Data));
    }

    [Fact]
    public void The_announced_version_is_that_of_the_options()
    {
        byte[] data = new AquaVm(new AquaVmOptions { Version = AquaVmVersion.V064 }).Invoke(Request("(null)")).Data.ToArray();
        Assert.Equal("0.64.1", DataEnvelope.Read(data).InterpreterVersion.ToString());
        Assert.Equal("0.62.0", DataEnvelope.Read(Vm.Invoke(Request("(null)")).Data).InterpreterVersion.ToString());
    }

    [Fact]
    public void A_previous_value_that_is_not_json_is_an_error_and_not_a_crash()
    {
        // previous data are trusted, so only using the value shows what it is; the original panics
        const string Example = "(seq (call %init_peer_id% (\"s\" \"f\") [] x) (call %init_peer_id% (\"s\" \"g\") [x.$.a] y))";
        Dictionary<uint, CallResult> results = new() { [1] = new CallResult(0, "{\"a\":1}") };
        InvokeOutcome outcome = Vm.Invoke(Request(Example, Vm.Invoke(Request(Example)).Data.ToArray()) with { CallResults = results });
        byte[] damaged = outcome.Data.ToArray();
        damaged[damaged.AsSpan().IndexOf("{\"a\":1}"u8)] = (byte)'!';
        Assert.Equal(ReturnCode.CidStoreVerification, Vm.Invoke(Request(Example, damaged)).RetCode);
    }

    [Fact]
    public void Damaged_data_never_throw_and_never_get_past_with_an_internal_error()
    {
        Random random = new(99);
        byte[] seed = GoldenFile.Bytes("worked-example.bin");
        const string Example = "(seq (call %init_peer_id% (\"srv\" \"fn\") [\"x\" 1] $s) (canon %init_peer_id% $s #c))";
        RunParameters parameters = GoldenFile.Parameters("init", "other", "pid-1");
        Dictionary<int, int> codes = [];
        for (int i = 0; i < 4000; i++)
        {
            byte[] bytes = [.. seed];
            for (int flips = 1 + random.Next(3); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            InvokeRequest request = new(Example, i % 3 == 0 ? bytes : default, bytes, parameters, new Dictionary<uint, CallResult>());
            InvokeOutcome outcome = Vm.Invoke(request);
            codes[outcome.RetCode] = codes.GetValueOrDefault(outcome.RetCode) + 1;
        }

        Assert.DoesNotContain(ReturnCode.Internal, codes.Keys);
        Assert.Superset(new HashSet<int> { ReturnCode.DataDecoding, ReturnCode.CidStoreVerification, ReturnCode.SignatureVerification }, codes.Keys.ToHashSet());
    }

    private static RunParameters Parameters() => GoldenFile.Parameters("A", "A", "particle");

    private static InvokeRequest Request(string air, byte[]? previous = null) =>
        new(air, previous, default, Parameters(), new Dictionary<uint, CallResult>());
}

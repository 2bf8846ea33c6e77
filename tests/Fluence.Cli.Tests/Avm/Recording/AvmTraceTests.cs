using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Avm.Recording;

public sealed class AvmTraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_recorded_particle_is_replayed_with_the_same_outcomes()
    {
        string recording = await RecordAsync();
        Outcome outcome = await CommandLine.RunAsync("avm", "trace", recording, "--states");
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Contains("00000001-a.json  a with 0 bytes kept, 0 brought, 0 call results", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  call 1: op.identity(\"x\")", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  result of call 1: \"x\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  ⇒ b (", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("b op.identity → \"x\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("4 invokes, each with the recorded outcome", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ret_code\": 0,\n    \"error_message\"", "\"ret_code\": 7,\n    \"error_message\"", "recorded: error 7")]
    [InlineData("\\\"x\\\"\"\n      }", "\\\"y\\\"\"\n      }", "the recorded data are different")]
    public async Task Another_outcome_than_the_recorded_one_is_told(string recorded, string changed, string expected)
    {
        string recording = await RecordAsync();
        string file = Path.Combine(recording, "00000002-a.json");
        string text = await File.ReadAllTextAsync(file);
        Assert.Contains(recorded, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(recorded, changed, StringComparison.Ordinal));
        Outcome outcome = await CommandLine.RunAsync("avm", "trace", recording);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains(expected, outcome.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 4 invokes", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"peer":"a","request":{},"outcome":{}}""")]
    [InlineData("""{"peer":1,"request":{},"outcome":{"ret_code":"x"}}""")]
    public async Task A_file_that_is_no_invoke_is_named(string content)
    {
        _folder.Write("00000001-a.json", content);
        string error = await CommandLine.FailAsync(ExitCodes.Failure, "avm", "trace", _folder.Path);
        Assert.Contains("00000001-a.json is no recorded invoke: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_recording_is_named() => Assert.Contains(
        "holds no recording", await CommandLine.FailAsync(ExitCodes.Failure, "avm", "trace", _folder.Path), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_is_missing_is_named() => Assert.Contains(
        "does not exist", await CommandLine.FailAsync(ExitCodes.Failure, "avm", "trace", _folder.File("none")), StringComparison.Ordinal);

    [Fact]
    public async Task A_recording_is_never_mixed_with_another()
    {
        string recording = await RecordAsync();
        Outcome again = await CommandLine.RunAsync("avm", "run", _folder.File("script.air"), "--record", recording);
        Assert.Equal(ExitCodes.Failure, again.ExitCode);
        Assert.Contains("holds a recording already", again.Error, StringComparison.Ordinal);
    }

    private async Task<string> RecordAsync()
    {
        string script = _folder.Write(
            "script.air", """(seq (call "@a" ("op" "identity") ["x"] x) (call "@b" ("op" "identity") [x] y))""");
        Outcome outcome = await CommandLine.RunAsync("avm", "run", script, "--record", _folder.File("recording"));
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        return _folder.File("recording");
    }
}

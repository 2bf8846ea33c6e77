using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests;

public sealed class AirCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_right_script_is_ok()
    {
        string file = _folder.Write("right.air", "(seq (null) (null))");
        Assert.Equal(new Outcome(ExitCodes.Success, $"{file}: ok\n", ""), await CommandLine.RunAsync("air", "check", file));
    }

    [Theory]
    [InlineData("(seq\n  (null)\n  (cal \"a\" (\"b\" \"c\") []))", ":3:4: ")]
    [InlineData("(seq (null) (ap undefined x)", ":1:")]
    [InlineData("(call unknown (\"a\" \"b\") [])", ":1:1: ")]
    public async Task A_wrong_script_is_pointed_at(string script, string where)
    {
        string file = _folder.Write("wrong.air", script);
        Outcome outcome = await CommandLine.RunAsync("air", "check", file);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.StartsWith(file + where, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beautify_prints_for_reading()
    {
        string file = _folder.Write("script.air", "(xor (call \"p\" (\"s\" \"f\") [1] x) (null))");
        Outcome outcome = await CommandLine.RunAsync("air", "beautify", file);
        Assert.Equal(new Outcome(ExitCodes.Success, "try:\n    x <- call \"p\" (\"s\", \"f\") [1]\ncatch:\n    null\n", ""), outcome);
    }

    [Fact]
    public async Task Beautify_points_at_what_is_wrong()
    {
        string file = _folder.Write("wrong.air", "(xor");
        Outcome outcome = await CommandLine.RunAsync("air", "beautify", file);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.StartsWith($"{file}:1:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_can_come_from_standard_input()
    {
        Assert.Equal(new Outcome(ExitCodes.Success, "-: ok\n", ""), await FluenceProcess.RunAsync("(null)", "air", "check", "-"));
        Outcome wrong = await FluenceProcess.RunAsync("(nul)", "air", "check", "-");
        Assert.Equal(ExitCodes.Failure, wrong.ExitCode);
        Assert.StartsWith("-:1:2: ", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named() => Assert.Equal(
        $"fluence: Could not find file '{_folder.File("none")}'.",
        await CommandLine.FailAsync(ExitCodes.Failure, "air", "check", _folder.File("none")));
}

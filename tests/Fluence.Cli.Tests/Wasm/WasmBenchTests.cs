using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Wasm;

public sealed class WasmBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public WasmBenchTests()
    {
        _file = _folder.File("arithmetic.wasm");
        File.WriteAllBytes(_file, TestModules.Arithmetic);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("add", "5", "2", "3")]
    [InlineData("add", "4294967295", "4294967294", "1")]
    [InlineData("half", "1.25", "2.5")]
    public async Task A_function_is_timed_and_its_result_told(string function, string result, params string[] arguments)
    {
        Outcome outcome = await CommandLine.RunAsync(["wasm", "bench", _file, "--invoke", function, "--runs", "3", .. arguments]);
        Assert.Equal(("", ExitCodes.Success), (outcome.Error, outcome.ExitCode));
        JsonElement line = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal("arithmetic", line.GetProperty("name").GetString());
        Assert.Equal(result, line.GetProperty("result").GetString());
        Assert.Equal(0, line.GetProperty("fuel").GetInt64());
        Assert.True(line.GetProperty("min").GetDouble() <= line.GetProperty("ms").GetDouble());
        Assert.True(line.GetProperty("compile_ms").GetDouble() > 0);
    }

    [Fact]
    public async Task The_fuel_of_a_run_is_the_same_every_time()
    {
        long[] fuel = new long[2];
        for (int i = 0; i < fuel.Length; i++)
        {
            Outcome outcome = await CommandLine.RunAsync("wasm", "bench", _file, "--invoke", "add", "1", "2", "--fuel", "--runs", $"{i + 1}");
            fuel[i] = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("fuel").GetInt64();
        }

        Assert.True(fuel[0] > 0);
        Assert.Equal(fuel[0], fuel[1]);
    }

    [Theory]
    [InlineData("exports add, half", "sub")]
    [InlineData("2 arguments were given", "half", "1", "2")]
    [InlineData("'x' is no I32", "add", "x", "2")]
    [InlineData("'1.5' is no I32", "add", "1.5", "2")]
    public async Task What_cannot_be_called_is_told(string expected, string function, params string[] arguments) => Assert.Contains(
        expected,
        await CommandLine.FailAsync(ExitCodes.Failure, ["wasm", "bench", _file, "--invoke", function, .. arguments]),
        StringComparison.Ordinal);
}

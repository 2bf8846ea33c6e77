using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Avm;

public sealed class AvmBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--cold")]
    public async Task Every_folder_gets_a_line_in_order(params string[] options)
    {
        WriteInput("second", "(null)");
        WriteInput("first", "(not air)");
        Outcome outcome = await CommandLine.RunAsync(["avm", "bench", _folder.Path, "--runs", "3", "--warm-up", "0", .. options]);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        JsonElement[] lines = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["first", "second"], lines.Select(line => line.GetProperty("name").GetString()));
        Assert.Equal([1, 0], lines.Select(line => line.GetProperty("ret_code").GetInt32()));
        Assert.Equal([0, 232], lines.Select(line => line.GetProperty("out").GetInt32()));
        Assert.All(lines, line => Assert.True(line.GetProperty("ms").GetDouble() >= line.GetProperty("min").GetDouble()));
    }

    [Fact]
    public async Task Missing_files_are_named()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        string problem = await CommandLine.FailAsync(ExitCodes.Failure, "avm", "bench", _folder.Path);
        Assert.Contains("params.json", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_parameters_are_told()
    {
        WriteInput("one", "(null)", parameters: "{}");
        Assert.Contains("malformed", await CommandLine.FailAsync(ExitCodes.Failure, "avm", "bench", _folder.Path), StringComparison.Ordinal);
    }

    private void WriteInput(string name, string air, string? parameters = null)
    {
        Directory.CreateDirectory(_folder.File(name));
        _folder.Write($"{name}/script.air", air);
        _folder.Write($"{name}/prev_data.bin", "");
        _folder.Write($"{name}/cur_data.bin", "");
        _folder.Write($"{name}/call_results.json", "[]");
        _folder.Write($"{name}/params.json", parameters ?? $$"""
            {"initPeerId":"{{Requests.PeerId}}","currentPeerId":"{{Requests.PeerId}}","keyFormat":0,
             "secretKeyBytes":"{{Convert.ToHexString(Requests.Key.Seed.Span)}}","timestamp":0,"ttl":0,"particleId":"p"}
            """);
    }
}

using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Marine;

public sealed class MarineCallTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("service.yaml")]
    [InlineData("Config.toml")]
    public async Task A_service_is_called_through_its_facade(string file) => Assert.Equal(
        new Outcome(ExitCodes.Success, "\"hello\"\n", ""),
        await CommandLine.RunAsync("marine", "call", _folder.PathOf(file), "pass_string", "[\"hello\"]"));

    [Fact]
    public async Task A_lone_module_is_a_service_and_others_can_be_called_by_name()
    {
        Outcome lone = await CommandLine.RunAsync("marine", "call", _folder.PathOf("types", "types.wasm"), "add", "{\"a\":1,\"b\":2}");
        Assert.Equal(new Outcome(ExitCodes.Success, "3\n", ""), lone);
        Outcome inner = await CommandLine.RunAsync("marine", "call", _folder.PathOf("service.yaml"), "count", "--module", "types");
        Assert.Equal(new Outcome(ExitCodes.Success, "1\n", ""), inner);
    }

    [Fact]
    public async Task Statistics_stand_on_the_error_output()
    {
        Outcome outcome = await CommandLine.RunAsync("marine", "call", _folder.PathOf("service.yaml"), "pass_count", "--stats");
        Assert.Equal("1\n", outcome.Output);
        Assert.Matches("^time [0-9.]+ ms, fuel [1-9][0-9]*\ntypes - 196.6 KB\nfront - 196.6 KB\nAllocation rejects - 0\n$", outcome.Error);
    }

    [Fact]
    public async Task A_call_that_fails_tells_why()
    {
        string module = _folder.PathOf("types", "types.wasm");
        Outcome outcome = await CommandLine.RunAsync("marine", "call", module, "spin", "[]", "--fuel", "10000");
        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("wasm trap: out of fuel", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(
            "fluence: function with name `absent` is missing",
            await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", module, "absent"));
        Assert.StartsWith(
            "fluence: the arguments are no JSON: ", await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", module, "add", "[1,"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binaries_are_only_those_that_are_allowed()
    {
        string module = _folder.PathOf("world", "world.wasm");
        Assert.Equal(
            "fluence: engine error: Wasm backend error: unknown import: `__marine_host_api_v3::tool` has not been defined",
            await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", module, "who"));
        Assert.Equal(
            new Outcome(ExitCodes.Success, """{"error":"","ret_code":0,"stderr":[],"stdout":[97,10]}""" + "\n", ""),
            await CommandLine.RunAsync("marine", "call", module, "run", "[[\"a\"]]", "--allow-binary", "tool=/bin/echo"));
    }

    [Fact]
    public async Task Parameters_and_the_log_reach_module_and_user()
    {
        string module = _folder.PathOf("world", "world.wasm");
        Outcome outcome = await CommandLine.RunAsync(
            "marine", "call", module, "who", "--allow-binary", "tool=/bin/echo", "--params", """{"host_id":"me","particle":{"ttl":7}}""");
        Assert.Contains("\"host_id\":\"me\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\"ttl\":7", outcome.Output, StringComparison.Ordinal);
        outcome = await CommandLine.RunAsync("marine", "call", module, "say", "[3,0,\"line\"]", "--allow-binary", "tool=/bin/echo");
        Assert.Equal(new Outcome(ExitCodes.Success, "null\n", "INFO  [world] line\n"), outcome);
        Assert.Equal(
            "fluence: invalid call parameters: host_id should be a string",
            await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", module, "who", "--params", "{\"host_id\":1}"));
    }

    [Fact]
    public async Task Missing_files_are_named()
    {
        File.Delete(_folder.PathOf("types", "types.wasm"));
        string line = await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", _folder.PathOf("service.yaml"), "pass_count");
        Assert.Equal($"fluence: the module 'types' has no file {_folder.PathOf("types", "types.wasm")}; build it first", line);
    }

    [Fact]
    public async Task The_newest_file_of_a_module_is_called()
    {
        string built = _folder.PathOf("types", "target/wasm32-wasip1/release/types.wasm"), kept = _folder.PathOf("types", "types.wasm");
        Directory.CreateDirectory(Path.GetDirectoryName(built)!);
        File.Copy(kept, built);
        File.WriteAllText(kept, "stale");
        File.SetLastWriteTimeUtc(kept, File.GetLastWriteTimeUtc(built).AddHours(-1));
        Outcome outcome = await CommandLine.RunAsync("marine", "call", _folder.PathOf("service.yaml"), "pass_count");
        Assert.Equal(new Outcome(ExitCodes.Success, "1\n", ""), outcome);
        File.SetLastWriteTimeUtc(kept, File.GetLastWriteTimeUtc(built).AddHours(1));
        await CommandLine.FailAsync(ExitCodes.Failure, "marine", "call", _folder.PathOf("service.yaml"), "pass_count");
    }
}

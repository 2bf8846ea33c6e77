using System.Text;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Cli.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Cli.Tests.Wasm;

public sealed class WasmRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_writes_and_ends_with_its_own_code()
    {
        using MemoryStream output = new();
        using StringWriter stats = new();
        int code = WasmRunCommand.Run(
            Module(TestModules.Hello), new WasiOptions { Output = output }, fuel: 1_000_000, stats, CancellationToken.None);
        Assert.Equal((3, "hello\n"), (code, Encoding.UTF8.GetString(output.ToArray())));
    }

    [Fact]
    public void What_a_program_has_used_is_the_same_every_time()
    {
        string[] told = new string[2];
        for (int i = 0; i < told.Length; i++)
        {
            using StringWriter stats = new();
            WasmRunCommand.Run(Module(TestModules.Hello), new WasiOptions(), fuel: null, stats, CancellationToken.None);
            told[i] = stats.ToString();
        }

        Assert.Matches("^fuel [1-9][0-9]*, memory 65536 bytes\\s$", told[0]);
        Assert.Equal(told[0], told[1]);
    }

    [Fact]
    public async Task A_trap_is_told_with_the_functions_that_were_active()
    {
        Outcome outcome = await CommandLine.RunAsync("wasm", "run", Module(TestModules.Unreachable).FullName);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("the program was ended: unreachable\n  at _start (function 2)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_end_is_ended_by_its_fuel()
    {
        Outcome outcome = await CommandLine.RunAsync("wasm", "run", Module(TestModules.Endless).FullName, "--fuel", "1000000");
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("out of fuel", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_end_is_ended_by_whoever_runs_it()
    {
        using CancellationTokenSource stop = new();
        FileInfo module = Module(TestModules.Endless);
        Task<Exception?> running = Task.Run<Exception?>(() => Record.Exception(
            () => WasmRunCommand.Run(module, new WasiOptions(), fuel: null, stats: null, stop.Token)));
        await stop.CancelAsync();
        Assert.Contains("interrupted", Assert.IsType<CommandException>(await running).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_module_is_named_with_the_place()
    {
        string error = await CommandLine.FailAsync(ExitCodes.Failure, "wasm", "run", _folder.Write("text.wasm", "hello"));
        Assert.Contains("text.wasm is no valid WebAssembly module: ", error, StringComparison.Ordinal);
        Assert.Contains("byte ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--env", "x", "expected NAME=VALUE")]
    [InlineData("--dir", "/none/such", "there is no folder /none/such")]
    public async Task Wrong_options_are_told(string option, string value, string expected) => Assert.Contains(
        expected,
        await CommandLine.FailAsync(ExitCodes.Failure, "wasm", "run", Module(TestModules.Hello).FullName, option, value),
        StringComparison.Ordinal);

    private FileInfo Module(byte[] bytes)
    {
        string file = _folder.File("program.wasm");
        File.WriteAllBytes(file, bytes);
        return new FileInfo(file);
    }
}

using Fluence.Cli.Marine.Repl;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Marine;

public sealed class ReplTests : IDisposable
{
    private readonly ServiceFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void A_service_is_tried_out_line_by_line()
    {
        string output = Run(
            _folder.PathOf("Config.toml"), "c front pass_string [\"a  b\"]", "call types echo_u32s [[1]]", "call front pass_count -nr []", "s");
        Assert.Matches(
            """
            ^app service was created with 2 modules
            elapsed time [0-9.]+ms
            result: "a  b"
             elapsed time: [0-9.]+ms, fuel: [1-9][0-9]*
            result: \[
              1
            \]
             elapsed time: [0-9.]+ms, fuel: [1-9][0-9]*
            call succeeded, elapsed time: [0-9.]+ms, fuel: [1-9][0-9]*
            Loaded modules heap sizes:
            types - 196.6 KB
            front - 196.6 KB
            Allocation rejects - 0
            $
            """.ReplaceLineEndings("\n"),
            output);
    }

    [Fact]
    public void Modules_come_and_go()
    {
        string types = _folder.PathOf("types", "types.wasm"), front = _folder.PathOf("front", "front.wasm");
        string output = Run(null, $"load front {front}", $"load types {types}", $"l front {front}", "u types", "u types", "c front pass_u8 [5]");
        Assert.Contains("engine error: module with name 'types' isn't loaded into Marine", output, StringComparison.Ordinal);
        Assert.Equal(4, output.Split("module successfully").Length);
        Assert.Contains("module successfully unloaded from App service", output, StringComparison.Ordinal);
        Assert.Contains("result: 5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void New_reads_the_service_again()
    {
        string output = Run(_folder.PathOf("types", "types.wasm"), "c types count []", "c types count []", "n", "c types count []");
        Assert.Equal(["1", "2", "1"], output.Split('\n').Where(static line => line.StartsWith("result: ", StringComparison.Ordinal)).Select(static line => line[8..]));
    }

    [Theory]
    [InlineData("call types", "Function name should be specified")]
    [InlineData("call", "Module name should be specified")]
    [InlineData("load x", "Module path should be specified")]
    [InlineData("call types add [1", "invalid args: EOF while parsing a list")]
    [InlineData("call types add [1,2] [", "invalid call parameters: EOF while parsing a list")]
    [InlineData("call types add [1,2] 5", "invalid call parameters: call parameters should be an object")]
    [InlineData("call types fail []", "call failed with: engine error: Execution error: ")]
    [InlineData("call other add []", "call failed with: module with name \"other\" is missing")]
    [InlineData("envs other", "module with name \"other\" is missing")]
    [InlineData("envs types", "service_id=")]
    [InlineData("fs types", "types has no folders")]
    [InlineData("interface", "add(a: u32, b: u32) -> u32")]
    [InlineData("anything", "Commands:")]
    [InlineData("new no.toml", "failed to create a new application service: ")]
    public void A_line_is_answered(string line, string answer) =>
        Assert.Contains(answer, Run(_folder.PathOf("types", "types.wasm"), line, "q", "not reached"), StringComparison.Ordinal);

    [Fact]
    public void An_interrupt_ends_the_call_and_not_the_session()
    {
        using ReplSession session = new(_output, new Dictionary<string, string>());
        session.Open(_folder.PathOf("types", "types.wasm"));
        using ManualResetEventSlim done = new();
        Thread interrupter = new(() =>
        {
            while (!done.IsSet)
            {
                session.Interrupt();
                Thread.Yield();
            }
        });
        interrupter.Start();
        session.Execute("call types spin []");
        done.Set();
        interrupter.Join();
        Assert.Contains("wasm trap: interrupted", _output.ToString(), StringComparison.Ordinal);
        session.Execute("call types add [1,2]");
        Assert.Contains("result: 3", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca", "call")]
    [InlineData("call ", "front,types")]
    [InlineData("call types echo_in", "echo_inner,echo_inners")]
    [InlineData("call nobody ", "")]
    [InlineData("unload fr", "front")]
    public void Tab_offers_what_may_follow(string line, string choices)
    {
        using ReplSession session = new(_output, new Dictionary<string, string>());
        session.Open(_folder.PathOf("service.yaml"));
        Assert.Equal(choices, string.Join(',', ReplCompletion.Complete(session.Service, line)));
    }

    [Theory]
    [InlineData("load m ", "my modules/,other.wasm")]
    [InlineData("load m my", "my modules/")]
    [InlineData("load m my mo", "modules/")]
    [InlineData("l m my modules/", "modules/a.wasm,modules/b.wasm")]
    [InlineData("new my modules/b", "modules/b.wasm")]
    [InlineData("load m nowhere/", "")]
    public void Tab_completes_paths(string line, string choices)
    {
        Directory.CreateDirectory(_folder.PathOf("files", "my modules"));
        File.WriteAllText(_folder.PathOf("files", "my modules", "a.wasm"), "");
        File.WriteAllText(_folder.PathOf("files", "my modules", "b.wasm"), "");
        File.WriteAllText(_folder.PathOf("files", "other.wasm"), "");
        using ReplSession session = new(_output, new Dictionary<string, string>());
        string root = _folder.PathOf("files") + "/";
        string[] words = line.Split(' ');
        int at = words[0] == "new" ? 1 : 2;
        string typed = string.Join(' ', [.. words[..at], root + string.Join(' ', words[at..])]);
        IEnumerable<string> found = ReplCompletion.Complete(session.Service, typed).Select(choice => choice.Replace(root, ""));
        Assert.Equal(choices, string.Join(',', found));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_call_of_a_process_and_not_the_process()
    {
        string module = _folder.PathOf("types", "types.wasm");
        await using FluenceProcess process = FluenceProcess.Start("marine", "repl", module);
        await process.Input.WriteLineAsync("call types add [1,2]");
        while (!(await process.ReadLineAsync()).StartsWith("result: 3", StringComparison.Ordinal))
        {
        }

        await process.Input.WriteLineAsync("call types spin []");
        await process.Input.FlushAsync();

        // the call may not have begun when the first signals come
        using CancellationTokenSource ended = new();
        Task signals = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                await process.SendAsync("INT");
            }
        });
        while (!(await process.ReadLineAsync()).Contains("wasm trap: interrupted", StringComparison.Ordinal))
        {
        }

        await ended.CancelAsync();
        await signals;

        // a signal that was noticed late ends the next call too
        string line;
        do
        {
            await process.Input.WriteLineAsync("call types add [2,2]");
            do
            {
                line = await process.ReadLineAsync();
            }
            while (line != "result: 4" && !line.Contains("interrupted", StringComparison.Ordinal));
        }
        while (line != "result: 4");

        // and one that is noticed later still, the end
        const int interrupted = 130;
        await process.Input.WriteLineAsync("quit");
        Assert.Contains(await process.ExitAsync(), (int[])[0, interrupted]);
    }

    private string Run(string? service, params string[] lines)
    {
        using ReplSession session = new(_output, new Dictionary<string, string>());
        using StringReader input = new(string.Join('\n', lines));
        ReplCommand.Run(session, new PlainLineReader(input), service);
        return _output.ToString();
    }
}

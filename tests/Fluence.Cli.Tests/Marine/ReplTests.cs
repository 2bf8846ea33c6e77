using Fluence.Cli.Marine.Repl;

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

    private string Run(string? service, params string[] lines)
    {
        using ReplSession session = new(_output, new Dictionary<string, string>());
        using StringReader input = new(string.Join('\n', lines));
        ReplCommand.Run(session, new PlainLineReader(input), service);
        return _output.ToString();
    }
}

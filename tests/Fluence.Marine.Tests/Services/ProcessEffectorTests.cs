using System.Text;
using Fluence.Marine.Services.Effectors;

namespace Fluence.Marine.Tests.Services;

public sealed class ProcessEffectorTests
{
    private const string Shell = "/bin/sh";

    [Fact]
    public void A_program_is_run_with_empty_input()
    {
        EffectorResult result = Run(new ProcessEffectorRunner(), "cat; echo out; echo err >&2; exit 5");
        Assert.Equal((5, "", "out\n", "err\n"), (result.Code, result.Error, Text(result.Output), Text(result.ErrorOutput)));
    }

    [Fact]
    public void Arguments_are_not_looked_at_by_a_shell()
    {
        EffectorResult result = new ProcessEffectorRunner().Run(new EffectorCall("m", "/bin/echo", ["$HOME", "*", "a b"], default));
        Assert.Equal("$HOME * a b\n", Text(result.Output));
    }

    [Theory]
    [InlineData("/no/such/program", "No such file or directory (os error 2)")]
    [InlineData("relative", "the path relative of a mounted binary is not absolute")]
    public void A_program_that_cannot_be_run_is_a_result(string path, string error)
    {
        EffectorResult result = new ProcessEffectorRunner().Run(new EffectorCall("m", path, [], default));
        Assert.Equal((EffectorResult.NotRun, error), (result.Code, result.Error));
    }

    [Fact]
    public void A_program_that_a_signal_ends_is_told_apart() =>
        Assert.Equal(EffectorResult.Terminated, Run(new ProcessEffectorRunner(), "kill -9 $$").Code);

    [Fact]
    public void A_program_that_writes_too_much_is_ended()
    {
        EffectorResult result = Run(new ProcessEffectorRunner { MaxOutput = 1000 }, "while :; do echo more; done");
        Assert.Equal((EffectorResult.Terminated, "the program wrote more than 1000 bytes"), (result.Code, result.Error));
    }

    [Fact]
    public void A_program_that_runs_too_long_is_ended()
    {
        EffectorResult result = Run(new ProcessEffectorRunner { MaxTime = TimeSpan.FromMilliseconds(50) }, "exec sleep 600");
        Assert.Equal(EffectorResult.Terminated, result.Code);
        Assert.StartsWith("the program ran for more than", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_ends_with_its_call()
    {
        using CancellationTokenSource call = new();
        call.Cancel();
        EffectorResult result = new ProcessEffectorRunner().Run(new EffectorCall("m", Shell, ["-c", "exec sleep 600"], call.Token));
        Assert.Equal((EffectorResult.Terminated, "the call was cancelled"), (result.Code, result.Error));
    }

    private static EffectorResult Run(ProcessEffectorRunner runner, string script) =>
        runner.Run(new EffectorCall("m", Shell, ["-c", script], default));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

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

    [Fact]
    public void What_a_program_leaves_behind_cannot_hold_the_call_and_is_ended()
    {
        EffectorResult result = Run(
            new ProcessEffectorRunner { MaxLinger = TimeSpan.FromMilliseconds(20) }, "sleep 600 & echo $!; exit 3");
        Assert.Equal((3, ""), (result.Code, result.Error));
        Assert.False(IsAlive(Text(result.Output)));
    }

    [Fact]
    public void What_a_program_leaves_behind_without_its_outputs_goes_on()
    {
        EffectorResult result = Run(new ProcessEffectorRunner(), "sleep 600 >/dev/null 2>&1 & echo $!");
        string id = Text(result.Output).Trim();
        Assert.True(IsAlive(id));
        Run(new ProcessEffectorRunner(), $"kill -9 {id}");
    }

    [Fact]
    public void All_that_a_program_started_ends_at_the_limit()
    {
        ProcessEffectorRunner runner = new() { MaxTime = TimeSpan.FromMilliseconds(50) };
        Assert.Equal(EffectorResult.Terminated, Run(runner, "(sleep 600 & sleep 600); sleep 600").Code);
        Assert.Equal(EffectorResult.Terminated, Run(runner, "(trap '' TERM; setsid sleep 600 & sleep 600 | sleep 600) & wait").Code);
    }

    [LinuxFact]
    public void Orphans_of_a_program_end_with_the_call()
    {
        string folder = Directory.CreateTempSubdirectory("fluence-test-").FullName, pipe = Path.Combine(folder, "pipe");
        try
        {
            Assert.Equal(0, Run(new ProcessEffectorRunner(), $"mkfifo {pipe}").Code);
            using CancellationTokenSource call = new();

            // the middle one ends, so that nothing leads from the program to the last one, which has a session of its own
            string script = $"sh -c 'setsid sleep 600 & echo $! > {pipe}'; sleep 600";
            EffectorResult? result = null;
            Thread running = new(() => result = new ProcessEffectorRunner().Run(new EffectorCall("m", Shell, ["-c", script], call.Token)));
            running.Start();
            string orphan = File.ReadAllText(pipe);
            Assert.True(IsAlive(orphan));
            call.Cancel();
            running.Join();
            Assert.Equal("the call was cancelled", result?.Error);
            Assert.False(IsAlive(orphan));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether a process runs; one that has ended may still wait to be noticed.</summary>
    private static bool IsAlive(string id)
    {
        string script = $"kill -0 {id.Trim()} 2>/dev/null && case $(ps -o stat= -p {id.Trim()}) in Z*) false;; *) true;; esac";
        return Run(new ProcessEffectorRunner(), script).Code == 0;
    }

    private static EffectorResult Run(ProcessEffectorRunner runner, string script) =>
        runner.Run(new EffectorCall("m", Shell, ["-c", script], default));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "orphans are found on Linux only";
    }
}

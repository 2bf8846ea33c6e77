using System.Threading.Channels;
using Fluence.Cli.Output;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Output;

/// <summary>What is shown where there is no terminal.</summary>
public sealed class ScreenTests
{
    [Fact]
    public void Styles_are_left_out()
    {
        using StringWriter output = new();
        new Screen(output).Say($"[green]✓[/] [bold]{Screen.Escape("[red]")}[/]");
        Assert.Equal("✓ [red]\n", output.ToString());
    }

    [Fact]
    public async Task What_takes_long_is_told_of_again_and_again()
    {
        ManualTimeProvider time = new();
        await using Lines output = new();
        TaskCompletionSource done = new();
        Task working = new Screen(output, time).WhileAsync("starting 4 peers …", () => done.Task);
        time.Advance(TimeSpan.FromSeconds(19));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("starting 4 peers … 20 s", await output.Written.Reader.ReadAsync().Soon());
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("starting 4 peers … 40 s", await output.Written.Reader.ReadAsync().Soon());
        done.SetResult();
        await working.Soon();
        Assert.False(output.Written.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_fails_fails_without_a_line()
    {
        await using Lines output = new();
        CommandException failure = new("no");
        Assert.Same(failure, await Assert.ThrowsAsync<CommandException>(
            () => new Screen(output, new ManualTimeProvider()).WhileAsync("building …", () => Task.FromException(failure))));
        Assert.False(output.Written.Reader.TryRead(out _));
    }

    private sealed class Lines : StringWriter
    {
        public Channel<string?> Written { get; } = Channel.CreateUnbounded<string?>();

        public override Task WriteLineAsync(string? value)
        {
            Written.Writer.TryWrite(value);
            return Task.CompletedTask;
        }
    }
}

using Fluence.Cli.Output;

namespace Fluence.Cli.Tests.Support;

/// <summary>What a command line has come to.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);

/// <summary>Runs command lines in this process.</summary>
internal static class CommandLine
{
    public static Task<Outcome> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public static async Task<Outcome> RunAsync(CancellationToken cancellation, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = await CommandRunner.RunAsync(FluenceCommand.Create(args.FirstOrDefault()), args, output, error, cancellation);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must fail with one line of explanation; gives the line.</summary>
    public static async Task<string> FailAsync(int exitCode, params string[] args)
    {
        Outcome outcome = await RunAsync(args);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        return Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

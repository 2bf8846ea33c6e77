using System.CommandLine;
using System.CommandLine.Invocation;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Output;

/// <summary>Runs a command line and turns expected failures into one clear line on stderr.</summary>
internal static class CommandRunner
{
    /// <summary>What a line begins with that tells why a command failed.</summary>
    public const string Prefix = "fluence: ";

    // an interrupted command stops its peers first, each of which has time to say good-bye
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    // names of packages begin with the sign that would mean a file with arguments
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static Task<int> RunAsync(RootCommand root, string[] args) =>
        RunAsync(root, args, Console.Out, Console.Error, CancellationToken.None);

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            ParseResult parsed = root.Parse(args, Parsing);
            if (Misuse.Describe(parsed) is { } misuse)
            {
                error.WriteLine(misuse);
                return ExitCodes.Usage;
            }

            InvocationConfiguration configuration = new()
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTimeout,
                Output = output,
                Error = error,
            };
            if (parsed.Action is ParseErrorAction)
            {
                // a group of commands by itself
                await root.Parse([.. args, "--help"], Parsing).InvokeAsync(configuration, cancellation);
                return ExitCodes.Usage;
            }

            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (Exception expected) when (expected is ConfigException or CommandException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(Prefix + expected.Message);
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine(Prefix + "stopped");
            return ExitCodes.Failure;
        }
    }
}

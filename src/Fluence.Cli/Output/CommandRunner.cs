using System.CommandLine;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Output;

/// <summary>Runs a command line and turns expected failures into one clear line on stderr.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        try
        {
            ParseResult parsed = root.Parse(args);
            int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (ConfigException wrong)
        {
            return Fail(wrong.Message);
        }
        catch (CommandException failed)
        {
            return Fail(failed.Message);
        }
        catch (IOException failed)
        {
            return Fail(failed.Message);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            return Fail(forbidden.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped");
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"fluence: {message}");
        return ExitCodes.Failure;
    }
}

/// <summary>A command cannot do its work. The message says what, where, and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);

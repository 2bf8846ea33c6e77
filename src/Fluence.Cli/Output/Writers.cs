using System.CommandLine;

namespace Fluence.Cli.Output;

/// <summary>Where a command writes to.</summary>
internal static class Writers
{
    /// <summary>The writer for answers.</summary>
    public static TextWriter Out(this ParseResult parsed) => parsed.InvocationConfiguration.Output;

    /// <summary>The writer for problems and progress.</summary>
    public static TextWriter Err(this ParseResult parsed) => parsed.InvocationConfiguration.Error;
}

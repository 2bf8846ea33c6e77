using System.Reflection;

namespace Fluence.Cli.Output;

/// <summary>This program, to be run again as another process.</summary>
internal static class OwnProgram
{
    /// <summary>The file to run, and the arguments that come before those of the command line.</summary>
    /// <exception cref="CommandException">The operating system does not tell.</exception>
    public static (string File, IReadOnlyList<string> Arguments) Find()
    {
        string program = Environment.ProcessPath ?? throw new CommandException("the path of this program cannot be found out");
        return (program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : []);
    }
}

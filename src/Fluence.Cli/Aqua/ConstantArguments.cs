using System.CommandLine;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>The constants of a command line.</summary>
internal static class ConstantArguments
{
    /// <summary>The constants; null, with a message, where one cannot be read.</summary>
    public static AquaConstants? Read(ParseResult parsed, SourceOptions sources, string command)
    {
        try
        {
            return AquaConstants.Parse(parsed.GetValue(sources.Constants) ?? []);
        }
        catch (FormatException wrong)
        {
            parsed.Err().WriteLine($"fluence aqua {command}: --const {wrong.Message}; see fluence aqua {command} --help");
            return null;
        }
    }
}

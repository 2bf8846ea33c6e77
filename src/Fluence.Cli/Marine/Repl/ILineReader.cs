namespace Fluence.Cli.Marine.Repl;

/// <summary>Where lines come from.</summary>
internal interface ILineReader
{
    /// <summary>The next line; null at the end.</summary>
    string? Read();
}

namespace Fluence.Cli.Marine.Repl;

/// <summary>Lines of a file or pipe.</summary>
internal sealed class PlainLineReader(TextReader input) : ILineReader
{
    public string? Read() => input.ReadLine();
}

namespace Fluence.Cli.Output;

/// <summary>A command cannot do its work. The message says what, where, and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);

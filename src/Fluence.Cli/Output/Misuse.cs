using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Output;

/// <summary>What is wrong with a command line that cannot be parsed.</summary>
internal static class Misuse
{
    /// <summary>One line; null when the command line is right, or names a group of commands and nothing else.</summary>
    public static string? Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.Action is not ParseErrorAction || (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0))
        {
            return null;
        }

        string path = PathOf(parsed.CommandResult);
        string what = parsed.UnmatchedTokens is [var unknown, ..] ? DescribeUnknown(command, unknown)
            : parsed.Errors[0].SymbolResult is ArgumentResult { Tokens: [{ Value: ['-', ..] } option, ..] }
                ? DescribeUnknown(command, option.Value)
            : DescribeError(parsed.Errors[0]);
        return $"{path}: {what}; see {path} --help";
    }

    private static string DescribeUnknown(Command command, string word)
    {
        bool isOption = word.StartsWith('-');
        string kind = isOption ? "there is no option" : command.Subcommands.Count > 0 ? "there is no command" : "too much:";
        string? similar = Spelling.Nearest(word, isOption ? command.Options.Select(Name) : command.Subcommands.Select(Name));
        return $"{kind} '{word}'{(similar is null ? "" : $", did you mean '{similar}'?")}";
    }

    private static string DescribeError(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: var option, Tokens: [var token, ..] } =>
            $"{option.Name} is '{token.Value}', expected {Expected(option.ValueType)}",
        OptionResult { Option: var option } => $"{option.Name} needs a value",
        ArgumentResult { Argument: var argument, Tokens: [var token, ..] } =>
            $"<{argument.Name}> is '{token.Value}', expected {Expected(argument.ValueType)}",
        ArgumentResult { Argument: var argument } => $"the argument <{argument.Name}> is missing",
        CommandResult { Command.Arguments: [var argument, ..] } => $"the argument <{argument.Name}> is missing",
        _ => error.Message,
    };

    private static string Expected(Type type) =>
        type == typeof(int) || type == typeof(int?) ? "an integer" : type == typeof(bool) ? "true or false" : "another value";

    private static string Name(Symbol symbol) => symbol.Name;

    private static string PathOf(SymbolResult? result) =>
        result is CommandResult { Command: not RootCommand } inner ? $"{PathOf(inner.Parent)} {inner.Command.Name}" : "fluence";
}

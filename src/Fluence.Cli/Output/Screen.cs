using System.Text.RegularExpressions;
using Spectre.Console;

namespace Fluence.Cli.Output;

/// <summary>
/// Lines with a few styles, and a sign of life while something takes long. Where there is no terminal, both are left out. Lines are never
/// wrapped, so that they can be copied and searched.
/// </summary>
internal sealed partial class Screen(TextWriter output)
{
    private readonly bool _isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected
        && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Text without styles, whatever it holds.</summary>
    public static string Escape(object text) => text.ToString().EscapeMarkup();

    /// <summary>Writes a line in which <c>[green]</c>, <c>[red]</c> and <c>[bold]</c> begin a style and <c>[/]</c> ends it.</summary>
    public void Say(string markup) => output.WriteLine(Mark().Replace(markup, mark => mark.Value switch
    {
        "[[" => "[",
        "]]" => "]",
        _ when !_isTerminal => "",
        "[green]" => "\e[32m",
        "[red]" => "\e[31m",
        "[bold]" => "\e[1m",
        _ => "\e[0m",
    }));

    /// <summary>Tells what is being done until it is done.</summary>
    public Task WhileAsync(string activity, Func<Task> work) =>
        _isTerminal ? AnsiConsole.Status().StartAsync(activity, _ => work()) : work();

    [GeneratedRegex(@"\[\[|\]\]|\[green\]|\[red\]|\[bold\]|\[/\]")]
    private static partial Regex Mark();
}

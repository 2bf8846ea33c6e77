using System.Text.RegularExpressions;
using Spectre.Console;

namespace Fluence.Cli.Output;

/// <summary>
/// Lines with a few styles, and a sign of life while something takes long. Where there is no terminal, styles are left out, and signs of
/// life are lines that come from time to time. Lines are never wrapped, so that they can be copied and searched.
/// </summary>
/// <param name="output">Where they go.</param>
/// <param name="time">The clock; null for the system's.</param>
internal sealed partial class Screen(TextWriter output, TimeProvider? time = null)
{
    private static readonly TimeSpan LifeInterval = TimeSpan.FromSeconds(20);

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
        _isTerminal ? AnsiConsole.Status().StartAsync(activity, _ => work()) : TellAsync(activity, work());

    private async Task TellAsync(string activity, Task work)
    {
        using PeriodicTimer timer = new(LifeInterval, time ?? TimeProvider.System);
        TimeSpan taken = TimeSpan.Zero;
        Task<bool> tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            taken += LifeInterval;
            await output.WriteLineAsync($"{activity} {taken.TotalSeconds} s");
            tick = timer.WaitForNextTickAsync().AsTask();
        }

        await work;
    }

    [GeneratedRegex(@"\[\[|\]\]|\[green\]|\[red\]|\[bold\]|\[/\]")]
    private static partial Regex Mark();
}

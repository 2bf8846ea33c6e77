using System.Globalization;
using Fluence.Cli.Output;
using Fluence.Services.Journeys;

namespace Fluence.Cli.Run.Journey;

/// <summary>
/// Shows the way of a particle as a tree: below each peer what it did and when, below each sending the peer to which it led. Times are
/// milliseconds since the start, by the clock of each peer.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="name">What a peer is called.</param>
internal sealed class JourneyPrinter(TextWriter output, Func<string, string> name)
{
    private readonly Screen _screen = new(output);
    private DateTimeOffset _start;

    /// <summary>Writes the tree, and below it what is missing in it.</summary>
    public void Write(CollectedJourney journey)
    {
        _start = journey.Root.Steps is [var first, ..] ? first.At : journey.Root.Arrival?.At ?? default;
        _screen.Say($"[bold]{Screen.Escape(name(journey.Root.Peer))}[/]");
        WriteStay(journey.Root, "");
        foreach (string peer in journey.Silent)
        {
            _screen.Say($"[red]![/] {Screen.Escape(name(peer))} took part and does not tell what happened there");
        }
    }

    private void WriteStay(JourneyNode stay, string indent)
    {
        foreach ((int index, JourneyStep step) in stay.Steps.Index())
        {
            bool isLast = index == stay.Steps.Count - 1;
            _screen.Say($"{indent}{(isLast ? "└─ " : "├─ ")}{Line(step)}");
            if (stay.Next.TryGetValue(step, out JourneyNode? next))
            {
                WriteStay(next, indent + (isLast ? "   " : "│  "));
            }
        }
    }

    private string Line(JourneyStep step)
    {
        string took = step.Took > TimeSpan.Zero ? $"  {Millis(step.Took)} ms" : "";
        string problem = step.Problem is null ? "" : $"  [red]{Screen.Escape(OneLine(step.Problem))}[/]";
        string what = step.Kind switch
        {
            JourneyStepKind.Sent => $"→ [bold]{Screen.Escape(name(step.Subject))}[/]",
            JourneyStepKind.Called => Screen.Escape(step.Subject),
            _ => $"[red]the interpreter gave up, {Screen.Escape(step.Subject)}[/]",
        };
        return $"{Millis(step.At - _start),9}  {what}{took}{problem}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Millis(TimeSpan time) => time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
}

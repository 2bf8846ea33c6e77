using Fluence.AquaVM.View;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm;

/// <summary>Writes traces for people.</summary>
internal sealed class TraceScreen(Screen screen, PeerNames names)
{
    /// <summary>Writes lines of a trace, each below what it belongs to.</summary>
    public void WriteLines(IEnumerable<TraceLine> lines)
    {
        foreach (TraceLine line in lines)
        {
            string position = line.Position is { } at ? $"{at,5}" : "     ";
            string peer = line.PeerId is { } id ? names.Of(id) + " " : "";
            string value = line.Value is { } text ? $" {Mark(line)} {names.Shorten(text)}" : "";
            string content = Screen.Escape($"{position}  {new string(' ', 2 * line.Depth)}{peer}{names.Shorten(line.Text)}{value}");
            screen.Say(line.Kind is TraceLineKind.Failure or TraceLineKind.Problem ? $"[red]{content}[/]" : content);
        }
    }

    /// <summary>Writes whose signatures there are and whether they hold.</summary>
    /// <param name="audit">What was found.</param>
    /// <param name="isChecked">Whether the particle's id was known, without which no signature can be checked.</param>
    public void WriteSignatures(TraceAudit audit, bool isChecked)
    {
        foreach (AuditedSignature signature in audit.Signatures)
        {
            string steps = signature.Steps == 1 ? "1 result" : $"{signature.Steps} results";
            string verdict = !isChecked ? "not checked without --particle-id"
                : signature.IsValid ? "[green]valid[/]" : "[red]NOT VALID[/]";
            screen.Say($"  {names.Of(signature.PeerId),-8} {signature.PeerId}  {steps}, signature {verdict}");
        }
    }

    private static string Mark(TraceLine line) => line.Kind == TraceLineKind.Failure ? "failed:" : "→";
}

using Fluence.AquaVM.View;
using Fluence.Cli.Output;

namespace Fluence.Cli.Run;

/// <summary>Shows the record of a call: every step with the peer that made it, and whether the peers' signatures hold.</summary>
internal static class AuditPrinter
{
    /// <summary>Writes the record; tells whether it is sound.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="data">The interpreter data.</param>
    /// <param name="particle">The particle's id, which the signatures are made with.</param>
    /// <param name="name">What a peer is called.</param>
    public static bool Write(Screen screen, ReadOnlyMemory<byte> data, string particle, Func<string, string> name)
    {
        TraceAudit audit = TraceAudit.Of(data, particle);
        int width = audit.Steps.Select(step => name(step.PeerId).Length).DefaultIfEmpty().Max();
        screen.Say("the steps, each signed by the peer that made it");
        for (int i = 0, next; i < audit.Steps.Length; i = next)
        {
            // steps of the same kind in a row are one line: streams are fixed many times over
            AuditedStep step = audit.Steps[i];
            next = i + 1;
            while (next < audit.Steps.Length && audit.Steps[next] == step)
            {
                next++;
            }

            string times = next - i > 1 ? $" ×{next - i}" : "";
            screen.Say($"  {i + 1,3}  {Screen.Escape(name(step.PeerId).PadRight(width))}  {Screen.Escape(step.Action)}{times}");
        }

        screen.Say(audit.IsValid ? "[green]✓[/] all signatures hold" : "[red]✗[/] not all signatures hold");
        foreach (AuditedSignature signature in audit.Signatures)
        {
            string verdict = signature.IsValid ? "valid" : "[red]NOT VALID[/]";
            string steps = signature.Steps == 1 ? "1 step" : $"{signature.Steps} steps";
            screen.Say($"  {Screen.Escape(name(signature.PeerId).PadRight(width))}  {signature.PeerId}  {steps}, {verdict}");
        }

        if (audit.Problem is { } problem)
        {
            screen.Say($"[red]✗[/] {Screen.Escape(problem)}");
        }

        return audit.IsValid;
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using Fluence.AquaVM;
using Fluence.AquaVM.View;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm;

/// <summary><c>fluence avm show</c>: what a particle's data say, and whether they can be believed.</summary>
internal static class ShowCommand
{
    private const int PreviewLength = 120;

    public static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "Interpreter data, as peers keep and send it." };
        Option<string?> particle = new("--particle-id")
        {
            Description = "The particle's id, which salts the signatures; without it they cannot be checked.",
        };
        Option<bool> json = new("--json")
        {
            Description = "Print everything as JSON: each state, value, CID and signature with its check.",
        };
        Option<bool> full = new("--full") { Description = "Do not cut long values off." };
        Command command = new(
            "show", "Print interpreter data as a tree of who did what, with values, errors and signatures; "
                + "every CID and signature is checked, and the exit code is 1 when one is wrong.")
        {
            file, particle, json, full,
        };
        command.SetAction(parsed =>
        {
            byte[] data = File.ReadAllBytes(parsed.GetValue(file)!.FullName);
            string? particleId = parsed.GetValue(particle);
            TraceAudit audit = TraceAudit.Of(data, particleId ?? "");
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(InterpreterDataView.Render(data, particleId));
            }
            else
            {
                Write(new Screen(parsed.Out()), data, audit, particleId, parsed.GetValue(full) ? int.MaxValue : PreviewLength);
            }

            return (particleId is null ? audit.Problem is null : audit.IsValid) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static void Write(Screen screen, byte[] data, TraceAudit audit, string? particleId, int valueLength)
    {
        ImmutableArray<TraceLine> lines = TraceTree.Of(data, valueLength, out string? error);
        PeerNames names = new();
        TraceScreen trace = new(screen, names);
        int states = lines.Count(line => line.Position is not null);
        screen.Say($"[bold]{data.Length} bytes, {states} states[/]");
        foreach (TraceLine line in lines)
        {
            _ = line.PeerId is { } id ? names.Of(id) : null;
        }

        trace.WriteLines(lines);
        screen.Say("[bold]peers[/]");
        trace.WriteSignatures(audit, isChecked: particleId is not null);
        HashSet<string> signers = [.. audit.Signatures.Select(signature => signature.PeerId)];
        foreach ((string id, string name) in names.All.Where(name => !signers.Contains(name.Key)))
        {
            screen.Say($"  {name,-8} {Screen.Escape(id)}  nothing signed");
        }

        string? problem = error ?? audit.Problem;
        screen.Say(problem is null
            ? "[green]✓[/] every CID and reference is right"
            : $"[red]✗ {Screen.Escape(problem)}[/]");
    }
}

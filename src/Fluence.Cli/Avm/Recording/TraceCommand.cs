using System.CommandLine;
using Fluence.AquaVM;
using Fluence.AquaVM.View;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm.Recording;

/// <summary><c>fluence avm trace</c>: a recorded particle again, invoke by invoke.</summary>
internal static class TraceCommand
{
    private const int PreviewLength = 120;

    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("folder") { Description = "A recording, made by `avm run --record`." };
        Option<bool> states = new("--states") { Description = "Print the whole trace after every invoke." };
        Command command = new(
            "trace", "Replay a recorded particle invoke by invoke; the exit code is 1 when an outcome differs from the recorded one.")
        {
            folder, states,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(folder)!.FullName;
            string[] files = Directory.Exists(path) ? RecordedInvoke.FilesOf(path) : throw new CommandException($"{path} does not exist");
            return files.Length == 0
                ? throw new CommandException($"{path} holds no recording: no file such as 0001-a.json")
                : Replay(new Screen(parsed.Out()), [.. files.Select(RecordedInvoke.Read)], parsed.GetValue(states));
        });
        return command;
    }

    private static int Replay(Screen screen, IReadOnlyList<RecordedInvoke> invokes, bool withStates)
    {
        AquaVm vm = new();
        Dictionary<string, string> names = [];
        foreach (RecordedInvoke invoke in invokes)
        {
            names[invoke.Request.Parameters.CurrentPeerId] = invoke.Peer;
        }

        PeerNames peers = new(names);
        int differences = 0;
        foreach (RecordedInvoke invoke in invokes)
        {
            InvokeOutcome outcome = vm.Invoke(invoke.Request);
            Tell(screen, peers, invoke, outcome);
            if (withStates)
            {
                new TraceScreen(screen, peers).WriteLines(TraceTree.Of(outcome.Data, PreviewLength, out _));
            }

            if (Difference(invoke, outcome) is { } difference)
            {
                differences++;
                screen.Say($"[red]✗ {Screen.Escape(peers.Shorten(difference))}[/]");
            }
        }

        screen.Say(differences == 0
            ? $"[green]✓[/] {invokes.Count} invokes, each with the recorded outcome"
            : $"[red]✗ {differences} of {invokes.Count} invokes with another outcome than the recorded one[/]");
        return differences == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Tell(Screen screen, PeerNames peers, RecordedInvoke invoke, InvokeOutcome outcome)
    {
        InvokeRequest request = invoke.Request;
        screen.Say($"[bold]{Screen.Escape(invoke.File)}[/]  {Screen.Escape(invoke.Peer)} with {request.PreviousData.Length} bytes kept, "
            + $"{request.CurrentData.Length} brought, {request.CallResults.Count} call results");
        foreach ((uint callId, CallResult result) in request.CallResults.OrderBy(result => result.Key))
        {
            string verdict = result.RetCode == 0 ? "" : $"failed with {result.RetCode}: ";
            screen.Say($"  result of call {callId}: {Screen.Escape(verdict + peers.Shorten(result.Result))}");
        }

        foreach ((uint callId, CallRequest call) in outcome.CallRequests.OrderBy(call => call.Key))
        {
            string arguments = string.Join(", ", call.Arguments.Select(argument => argument.ToString()));
            screen.Say($"  call {callId}: {Screen.Escape(peers.Shorten($"{call.ServiceId}.{call.FunctionName}({arguments})"))}");
        }

        foreach (string next in outcome.NextPeers)
        {
            screen.Say($"  ⇒ {Screen.Escape(peers.Of(next))} ({outcome.Data.Length} bytes)");
        }

        if (outcome.RetCode != 0)
        {
            screen.Say($"  [red]error {outcome.RetCode}: {Screen.Escape(peers.Shorten(outcome.ErrorMessage))}[/]");
        }
    }

    private static string? Difference(RecordedInvoke invoke, InvokeOutcome outcome)
    {
        if (outcome.RetCode != invoke.RetCode || outcome.ErrorMessage != invoke.ErrorMessage)
        {
            return $"recorded: {(invoke.RetCode == 0 ? "success" : $"error {invoke.RetCode}: {invoke.ErrorMessage}")}";
        }

        string particleId = invoke.Request.Parameters.ParticleId;
        return outcome.Data.Span.SequenceEqual(invoke.Data.Span)
            || InterpreterDataView.Render(outcome.Data, particleId) == InterpreterDataView.Render(invoke.Data, particleId)
                ? null
                : "the recorded data are different; `avm show` on both tells where";
    }
}

using System.CommandLine;
using Fluence.AquaVM;
using Fluence.AquaVM.View;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Particles.Recording;

namespace Fluence.Cli.Avm.Recording;

/// <summary><c>fluence avm trace</c>: a recorded particle again, invoke by invoke.</summary>
internal static class TraceCommand
{
    private const int PreviewLength = 120;

    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("folder")
        {
            Description = "A recording: what `avm run --record` made, or one particle's folder in a peer's particle_recording_dir.",
        };
        Option<bool> states = new("--states") { Description = "Print the whole trace after every invoke." };
        Command command = new(
            "trace", "Replay a recorded particle invoke by invoke; the exit code is 1 when an outcome differs from the recorded one.")
        {
            folder, states,
        };
        command.SetAction(parsed => Replay(
            new Screen(parsed.Out()), ReadAll(parsed.GetValue(folder)!.FullName), parsed.GetValue(states)));
        return command;
    }

    private static RecordedInvoke[] ReadAll(string folder)
    {
        IReadOnlyList<string> files = InvokeRecording.FilesOf(folder);
        if (files.Count == 0)
        {
            throw new CommandException(Directory.Exists(folder)
                ? $"{folder} holds no recording: no file such as 00000001-a.json" : $"{folder} does not exist");
        }

        try
        {
            return [.. files.Select(RecordedInvoke.Read)];
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }

    private static int Replay(Screen screen, RecordedInvoke[] invokes, bool withStates)
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
            InvokeOutcome outcome = vm.Invoke(WithKey(invoke));
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
            ? $"[green]✓[/] {invokes.Length} invokes, each with the recorded outcome"
            : $"[red]✗ {differences} of {invokes.Length} invokes with another outcome than the recorded one[/]");
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

        return IsSame(invoke, outcome.Data) ? null : "the recorded data are different; `avm show` on both tells where";
    }

    private static bool IsSame(RecordedInvoke invoke, ReadOnlyMemory<byte> data)
    {
        if (!invoke.HasKey)
        {
            return TraceTree.Of(data, int.MaxValue, out _).SequenceEqual(TraceTree.Of(invoke.Data, int.MaxValue, out _));
        }

        string particleId = invoke.Request.Parameters.ParticleId;
        return data.Span.SequenceEqual(invoke.Data.Span)
            || InterpreterDataView.Render(data, particleId) == InterpreterDataView.Render(invoke.Data, particleId);
    }

    // peers do not record their keys; any key will do, because only the signature depends on it
    private static InvokeRequest WithKey(RecordedInvoke invoke) => invoke.HasKey
        ? invoke.Request
        : invoke.Request with { Parameters = invoke.Request.Parameters with { SecretKey = KeyPair.FromSeed(new byte[32]).Seed } };
}

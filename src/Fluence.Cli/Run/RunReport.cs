using System.CommandLine;
using Fluence.Cli.Marine;
using Fluence.Cli.Output;
using Fluence.Cli.Run.Journey;
using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Services.Journeys;

namespace Fluence.Cli.Run;

/// <summary>Tells what came of a call: the result to standard output, all else to standard error.</summary>
internal sealed class RunReport(ParseResult parsed, ProjectContext project)
{
    /// <summary>Whether it is for tools: all in one line.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether the way of the particle is shown.</summary>
    public bool WithTrace { get; init; }

    /// <summary>Whether the signed steps are shown.</summary>
    public bool WithAudit { get; init; }

    /// <summary>Whether the particle's id is told.</summary>
    public bool WithParticle { get; init; }

    /// <summary>Writes it, and gives the exit code.</summary>
    public async Task<int> WriteAsync(FluenceClient client, FunctionAnswer answer, CancellationToken cancellation)
    {
        CollectedJourney? journey = (WithTrace || WithAudit) && answer.ParticleId is { } particle
            ? await JourneyCollector.CollectAsync(client, particle, answer.Data, cancellation) : null;
        if (IsJson)
        {
            parsed.Out().WriteLine(Json(answer, journey));
            return answer.Error is null ? ExitCodes.Success : ExitCodes.Failure;
        }

        if (WithParticle)
        {
            parsed.Err().WriteLine($"particle {answer.ParticleId}");
        }

        if (answer.Value is { } value)
        {
            parsed.Out().WriteLine(PrettyJson.Print(value));
        }

        bool isSound = journey is null || Show(client, answer, journey);
        return answer.Error is { } error ? throw new CommandException($"the function failed: {error}")
            : isSound ? ExitCodes.Success : throw new CommandException("the record of the call is not sound; see above");
    }

    private bool Show(FluenceClient client, FunctionAnswer answer, CollectedJourney journey)
    {
        PeerNames names = new(project.Local.Load(), journey.Hosts, client.PeerId.ToString());
        if (WithTrace)
        {
            new JourneyPrinter(parsed.Err(), names.Of).Write(journey);
            parsed.Err().WriteLine($"{answer.Took.TotalMilliseconds:F1} ms in all");
        }

        return !WithAudit || AuditPrinter.Write(new Screen(parsed.Err()), answer.Data, answer.ParticleId!, names.Of);
    }

    private static JsonObject Json(FunctionAnswer answer, CollectedJourney? journey)
    {
        List<(string, JsonValue)> members = [("ms", JsonNumber.FromInt64((long)answer.Took.TotalMilliseconds))];
        members.Add(answer.Error is { } error ? ("error", new JsonString(error)) : ("result", answer.Value ?? JsonNull.Instance));
        if (answer.ParticleId is { } particle)
        {
            members.Add(("particle", new JsonString(particle)));
        }

        if (journey is not null)
        {
            IEnumerable<JourneyStep> steps = journey.Steps.OrderBy(static step => step.At);
            members.Add(("steps", new JsonArray(steps.Select(JsonValue (step) => JourneyJson.Write(step)))));
            members.Add(("silent", new JsonArray(journey.Silent.Select(JsonValue (peer) => new JsonString(peer)))));
        }

        return new JsonObject([.. members]);
    }
}

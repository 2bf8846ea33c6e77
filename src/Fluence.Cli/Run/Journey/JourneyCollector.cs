using Fluence.AquaVM.View;
using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Services.Journeys;

namespace Fluence.Cli.Run.Journey;

/// <summary>Asks the peers that took part in a particle what happened there. Only peers of this project can tell.</summary>
internal static class JourneyCollector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // to the peer and back, both by the relay
    private const string Script = """
        (xor
         (seq
          (seq
           (seq (call %init_peer_id% ("getDataSrv" "-relay-") [] relay) (call %init_peer_id% ("getDataSrv" "peer") [] peer))
           (call %init_peer_id% ("getDataSrv" "particle") [] particle))
          (seq
           (seq (call relay ("op" "noop") []) (call peer ("trace" "journey") [particle] steps))
           (seq (call relay ("op" "noop") []) (call %init_peer_id% ("callbackSrv" "response") [steps]))))
         (call %init_peer_id% ("errorHandlingSrv" "error") [:error: 0]))
        """;

    /// <summary>What the peers tell, and which of them do not.</summary>
    /// <param name="client">The client that made the particle.</param>
    /// <param name="particle">The particle.</param>
    /// <param name="data">Its data, which name the peers that took part.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public static async Task<CollectedJourney> CollectAsync(
        FluenceClient client, string particle, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        List<JourneyStep> steps = [.. client.JourneyOf(particle)];
        HashSet<string> asked = [client.PeerId.ToString()];
        Dictionary<string, string> hosts = [];
        List<string> silent = [];
        IEnumerable<string> next = TraceAudit.Of(data, particle).Steps.Select(static step => step.PeerId)
            .Append(client.RelayPeerId.ToString()).ToList();

        // peers tell to whom they sent the particle, who are asked in turn
        for (string[] round = New(next); round.Length > 0; round = New(next))
        {
            (string Peer, List<JourneyStep>? Steps)[] answers =
                await Task.WhenAll(round.Select(async peer => (peer, await AskAsync(client, peer, particle, cancellation))));
            silent.AddRange(answers.Where(static answer => answer.Steps is null).Select(static answer => answer.Peer));
            List<JourneyStep> told = [.. answers.SelectMany(static answer => answer.Steps ?? []).Distinct()];
            foreach ((string peer, List<JourneyStep>? own) in answers)
            {
                foreach (JourneyStep step in own?.Where(step => step.Peer != peer) ?? [])
                {
                    // a host tells of its workers, which need not be asked themselves
                    hosts[step.Peer] = peer;
                    asked.Add(step.Peer);
                }
            }

            steps.AddRange(told.Except(steps).ToList());
            next = told.Where(static step => step.Kind == JourneyStepKind.Sent).Select(static step => step.Subject).ToList();
        }

        return new CollectedJourney(
            JourneyTree.Build($"{client.PeerId}", steps), hosts, [.. silent.Where(peer => !hosts.ContainsKey(peer))], steps);

        string[] New(IEnumerable<string> peers) => [.. peers.Where(asked.Add)];
    }

    private static async Task<List<JourneyStep>?> AskAsync(
        FluenceClient client, string peer, string particle, CancellationToken cancellation)
    {
        try
        {
            ScriptResult result = await client.RunAsync(new ScriptCall(Script)
            {
                Arguments = new Dictionary<string, JsonValue>
                {
                    ["peer"] = new JsonString(peer), ["particle"] = new JsonString(particle),
                },
                Ttl = Patience,
            }, cancellation);
            return result.Values is [JsonArray steps, ..]
                ? [.. steps.Items.Select(JourneyJson.Read).OfType<JourneyStep>()] : null;
        }
        catch (ScriptException)
        {
            // it is gone, or not of this project
            return null;
        }
    }
}

/// <summary>What peers tell of a particle.</summary>
/// <param name="Root">The way that it took, from the client on.</param>
/// <param name="Hosts">The peers of workers, by worker.</param>
/// <param name="Silent">The peers that took part and tell nothing.</param>
/// <param name="Steps">All that was told.</param>
internal sealed record CollectedJourney(
    JourneyNode Root, IReadOnlyDictionary<string, string> Hosts, IReadOnlyList<string> Silent, IReadOnlyList<JourneyStep> Steps);

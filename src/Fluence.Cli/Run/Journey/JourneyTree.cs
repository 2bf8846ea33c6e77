using Fluence.Services.Journeys;

namespace Fluence.Cli.Run.Journey;

/// <summary>Puts what several peers tell of one particle together to the way that it took.</summary>
internal static class JourneyTree
{
    /// <summary>The stay on the peer that made the particle, with all others below it.</summary>
    /// <param name="origin">That peer.</param>
    /// <param name="steps">The steps of all peers, in any order.</param>
    public static JourneyNode Build(string origin, IEnumerable<JourneyStep> steps)
    {
        Dictionary<string, Queue<JourneyNode>> stays = steps.GroupBy(static step => step.Peer).ToDictionary(
            static peer => peer.Key, static peer => new Queue<JourneyNode>(StaysOf(peer.Key, [.. peer.OrderBy(static step => step.At)])));
        JourneyNode root = stays.TryGetValue(origin, out Queue<JourneyNode>? first) && first.TryPeek(out JourneyNode? start)
            && start.Arrival is null ? first.Dequeue() : new JourneyNode(origin, null, []);

        // the k-th sending to a peer is taken for the k-th arrival there; clocks of peers need not agree
        Queue<JourneyNode> open = new([root]);
        while (open.TryDequeue(out JourneyNode? stay))
        {
            foreach (JourneyStep sent in stay.Steps.Where(static step => step is { Kind: JourneyStepKind.Sent, Problem: null }))
            {
                if (stays.TryGetValue(sent.Subject, out Queue<JourneyNode>? there) && there.TryDequeue(out JourneyNode? next))
                {
                    stay.Next[sent] = next;
                    open.Enqueue(next);
                }
            }
        }

        return root;
    }

    private static IEnumerable<JourneyNode> StaysOf(string peer, IReadOnlyList<JourneyStep> steps)
    {
        JourneyStep? arrival = null;
        List<JourneyStep> stay = [];
        foreach (JourneyStep step in steps)
        {
            if (step.Kind == JourneyStepKind.Received)
            {
                if (arrival is not null || stay.Count > 0)
                {
                    yield return new JourneyNode(peer, arrival, stay);
                }

                (arrival, stay) = (step, []);
            }
            else
            {
                stay.Add(step);
            }
        }

        yield return new JourneyNode(peer, arrival, stay);
    }
}

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What a script did to the peers of a network.</summary>
/// <param name="Events">
/// For each peer what it saw, in order: calls with their arguments and where these come from (the response and reported errors are calls too),
/// errors that end a run, and particles to peers that do not exist.
/// </param>
/// <param name="IsFinished">Whether the network came to rest by itself.</param>
internal sealed record Outcome(SortedDictionary<string, List<string>> Events, bool IsFinished)
{
    public int Count => Events.Values.Sum(static events => events.Count);

    /// <summary>The first event that differs; null where there is none.</summary>
    public static string? Difference(Outcome original, Outcome ours)
    {
        foreach (string peer in original.Events.Keys.Union(ours.Events.Keys).Order(StringComparer.Ordinal))
        {
            List<string> left = original.Events.GetValueOrDefault(peer, []), right = ours.Events.GetValueOrDefault(peer, []);
            int at = left.Zip(right).TakeWhile(static pair => pair.First == pair.Second).Count();
            if (at < Math.Max(left.Count, right.Count))
            {
                return $"{peer}, event {at} of {left.Count} and {right.Count}:\n  original: {left.ElementAtOrDefault(at) ?? "nothing"}\n"
                    + $"  ours:     {right.ElementAtOrDefault(at) ?? "nothing"}";
            }
        }

        return original.IsFinished == ours.IsFinished ? null : "only one comes to rest";
    }

    public override string ToString() => string.Join('\n', Events.SelectMany(peer => peer.Value.Select(line => $"{peer.Key} {line}")));
}

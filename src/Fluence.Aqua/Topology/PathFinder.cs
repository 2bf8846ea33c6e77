using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>Which peers lie between two locations.</summary>
internal static class PathFinder
{
    /// <summary>The peers between, without both ends.</summary>
    internal static List<Value> Find(Location? from, Location? to)
    {
        if (Location.AreEqual(from, to))
        {
            return [];
        }

        OnOp[] fromAll = Location.FromOutermost(from), toAll = Location.FromOutermost(to);
        int common = 0;
        while (common < fromAll.Length && common < toAll.Length && fromAll[common].Equals(toAll[common]))
        {
            common++;
        }

        bool isSamePeer = Equals(from?.Peer, to?.Peer);
        ReadOnlySpan<OnOp> leaving = Part(fromAll, common, isSamePeer), entering = Part(toAll, common, isSamePeer);
        List<Value> path = [];
        Visit(path, from?.Peer);
        for (int i = leaving.Length - 1; i >= 0; i--)
        {
            for (int j = leaving[i].Via.Length - 1; j >= 0; j--)
            {
                Visit(path, leaving[i].Via[j]);
            }
        }

        foreach (OnOp on in entering)
        {
            foreach (Value relay in on.Via)
            {
                Visit(path, relay);
            }
        }

        Visit(path, to?.Peer);
        return WithoutEnds(path, from?.Peer, to?.Peer);
    }

    /// <summary>The peers between, and the last one itself.</summary>
    internal static List<Value> FindWithEnd(Location? from, Location? to)
    {
        List<Value> path = Find(from, to);
        if (to is not null && (path.Count == 0 || !path[^1].Equals(to.Peer)))
        {
            path.Add(to.Peer);
        }

        return path;
    }

    // on the same level the relays of the last place count nevertheless
    private static ReadOnlySpan<OnOp> Part(OnOp[] all, int common, bool isSamePeer) =>
        common == all.Length && !isSamePeer && all.Length > 0 ? all.AsSpan(all.Length - 1) : all.AsSpan(common);

    /// <summary>Adds a peer. Where it is there already, what lies between is a detour.</summary>
    private static void Visit(List<Value> path, Value? peer)
    {
        if (peer is null)
        {
            return;
        }

        int before = path.IndexOf(peer);
        if (before < 0)
        {
            path.Add(peer);
        }
        else
        {
            path.RemoveRange(before + 1, path.Count - before - 1);
        }
    }

    private static List<Value> WithoutEnds(List<Value> path, Value? from, Value? to)
    {
        if (path.Count > 0 && path[0].Equals(from))
        {
            path.RemoveAt(0);
        }

        if (path.Count > 0 && path[^1].Equals(to))
        {
            path.RemoveAt(path.Count - 1);
        }

        return path;
    }
}

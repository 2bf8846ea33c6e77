using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>The peers to go through before and after an instruction.</summary>
internal sealed partial class Place
{
    /// <summary>The peers to go through before it.</summary>
    internal List<Value> PathBefore()
    {
        Location? before = BeforeOn, begins = BeginsOn;
        List<Value> path = PathFinder.Find(before, begins);

        // where nothing is executed at its beginning, the relay would be missed as the first peer of the way
        if (FirstExecuted is { } first && !Location.AreEqual(first.PathOn, begins))
        {
            path.AddRange(RelayToVisit(before, begins));
        }

        // an error is to be raised at the peer itself
        if (Op is FailOp && begins is not null && path.Count > 0 && !path[^1].Equals(begins.Peer))
        {
            path.Add(begins.Peer);
        }

        return path;
    }

    /// <summary>The peers to go through after it.</summary>
    internal List<Value> PathAfter()
    {
        List<Value> path = PathOut();
        bool leavesPar = Parent?.Op is ParallelGroupOp || (Parent?.Op is XorOp && BranchToLeave() is not null);
        if (leavesPar && Exit == ExitStrategy.Full)
        {
            path.AddRange(Ping());
        }

        return path;
    }

    private static IEnumerable<Value> RelayToVisit(Location? before, Location? begins) =>
        begins?.Outer is { On.Via: [.., var relay] } && begins.Peer.Equals(relay) && !(before is not null && before.Peer.Equals(begins.Peer))
            ? [begins.Peer] : [];

    private List<Value> PathOut()
    {
        switch (Exit)
        {
            case ExitStrategy.Stay:
                return [];
            case ExitStrategy.ToRelay:
                return PathFinder.FindWithEnd(EndsOn, Location.ToRelay(PathOn));
            default:
                // what is executed next goes the last step itself
                return NextExecuted() is not { } next || Location.AreEqual(next.PathOn, AfterOn)
                    ? PathFinder.Find(EndsOn, AfterOn)
                    : PathFinder.FindWithEnd(EndsOn, Location.ToRelay(AfterOn));
        }
    }

    /// <summary>The peer where it goes on is visited, so that it learns what was done.</summary>
    private IEnumerable<Value> Ping()
    {
        Location? ends = EndsOn, after = AfterOn;
        if (Location.AreEqual(ends, after))
        {
            return [];
        }

        if (LastExecuted is { } last && Location.AreEqual(last.PathOn, ends))
        {
            return after is null || (ends is not null && ends.On.Equals(after.On)) ? [] : [after.Peer];
        }

        return after is null ? RelayToVisit(after, ends) : [.. RelayToVisit(after, ends), after.Peer];
    }
}

using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>How locations follow from the kinds of an instruction and of the group that it is in.</summary>
internal sealed partial class Place
{
    private bool BeginsLoop => Op is NextOp && Parent?.Op is SequenceGroupOp;

    private Location? FindBefore() => Parent?.Op switch
    {
        null => BeginsOn,
        XorOp => Previous is { } first ? first.BeginsOn : Parent.BeginsOn,
        SequenceGroupOp => Previous is { } previous ? previous.FinallyOn : Parent.BeginsOn,
        _ => Parent.BeginsOn,
    };

    private Location? FindBegin()
    {
        switch (Op)
        {
            case NextOp when BeginsLoop:
                Place? loop = Parent;
                while (loop is not null && loop.Op is not ForOp)
                {
                    loop = loop.Parent;
                }

                return loop is null ? PathOn : loop.BeginsOn;
            case ForOp f:
                return LoopBegin(f);
            case ParOp:
                return ParBegin();
            default:
                return PathOn;
        }
    }

    /// <summary>As far as the way is the same for all items, it is gone before the loop.</summary>
    private Location? LoopBegin(ForOp loop)
    {
        Place? body = FirstChild?.Op is NextOp ? FirstChild.Next : FirstChild;
        if (body is null)
        {
            return PathOn;
        }

        Location? path = null;
        foreach (OnOp on in Location.FromOutermost(body.BeginsOn))
        {
            if (on.Via.Any(each => each.Names.Contains(loop.Item)))
            {
                return path;
            }

            // the relay to leave by has to be reached in any case
            if (path is { On.Via: [var relay, ..] } && on.Peer.Names.Contains(loop.Item))
            {
                return new Location(new OnOp(relay, path.On.Via), path);
            }

            path = new Location(on, path);
        }

        return path;
    }

    /// <summary>What the ways of all branches have in common is gone before them.</summary>
    private Location? ParBegin()
    {
        OnOp[]? common = null;
        foreach (Place child in ExecutedChildren)
        {
            OnOp[] path = Location.FromOutermost(child.BeginsOn);
            common = common is null ? path : [.. common.Zip(path).TakeWhile(pair => pair.First.Equals(pair.Second)).Select(pair => pair.First)];
        }

        return common is null ? PathOn : Location.Of(common);
    }

    private Location? FindEnd()
    {
        switch (Op)
        {
            case SequenceGroupOp:
                return EndOf(LastChild);
            case XorOp:
                return EndOf(FirstChild);
            case ParallelGroupOp:
                return ExecutedChildren.Select(child => child.Exit).DefaultIfEmpty().Max() switch
                {
                    ExitStrategy.Full => AfterOn,
                    ExitStrategy.ToRelay => Location.ToRelay(PathOn),
                    _ => BeginsOn,
                };
            default:
                return Parent is null ? PathOn : BeginsOn;
        }
    }

    private Location? EndOf(Place? child) => child is null ? BeginsOn : child.Exit switch
    {
        ExitStrategy.Stay => child.EndsOn,
        ExitStrategy.ToRelay => Location.ToRelay(child.PathOn),
        _ => AfterOn,
    };

    private Location? FindAfter()
    {
        switch (Parent?.Op)
        {
            case ParallelGroupOp:
                return Parent.AfterOn;
            case SequenceGroupOp:
                return Next is { } next ? next.BeginsOn : Parent.AfterOn;
            case XorOp:
                return Exit switch
                {
                    ExitStrategy.Stay => PathOn,
                    ExitStrategy.ToRelay => Location.ToRelay(PathOn),
                    _ => BranchToLeave()?.Parent is { } par ? par.AfterOn : Parent.AfterOn,
                };
            default:
                return PathOn;
        }
    }

    private ExitStrategy FindExit()
    {
        if (Op is OnOp { ReturnsToRelay: true })
        {
            return ExitStrategy.ToRelay;
        }

        if (Op is FailOp)
        {
            return ExitStrategy.Stay;
        }

        return Parent?.Op switch
        {
            ParallelGroupOp => Full(_index.AreExportsUsedLater(this)),
            XorOp => BranchToLeave() is { } branch ? branch.Exit : Full(_index.IsExecutedAfter(Parent)),
            _ => ExitStrategy.Stay,
        };
    }

    private static ExitStrategy Full(bool isFull) => isFull ? ExitStrategy.Full : ExitStrategy.Stay;

    /// <summary>The branch of the nearest group side by side that ends with this instruction; null where something follows in between.</summary>
    private Place? BranchToLeave()
    {
        Place? place = Parent;
        while (place?.Parent is { } parent)
        {
            bool isAtEnd = parent.Op switch
            {
                SequenceGroupOp => place.Next is null,
                XorOp => true,
                _ => false,
            };
            if (!isAtEnd)
            {
                return parent.Op is ParallelGroupOp ? place : null;
            }

            place = parent;
        }

        return null;
    }
}

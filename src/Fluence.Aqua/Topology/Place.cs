using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>
/// An instruction in its tree, with the locations before it, where it begins and ends, and after it. Each is found when it is first asked
/// for, as they depend on each other across the tree.
/// </summary>
internal sealed partial class Place
{
    private readonly PlaceIndex _index;
    private Lazily _known;
    private Location? _pathOn;
    private Location? _beforeOn;
    private Location? _beginsOn;
    private Location? _endsOn;
    private Location? _afterOn;
    private Location? _finallyOn;
    private ExitStrategy _exit;

    internal Place(Op op, Place? parent, PlaceIndex index)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Op = op;
        Parent = parent;
        _index = index;
        Start = index.Begin(this);
        Children = [.. op.Children.Select(child => new Place(child, this, index))];
        index.End(this);
        End = index.Position;
        Link();
    }

    [Flags]
    private enum Lazily : byte
    {
        PathOn = 1,
        BeforeOn = 2,
        BeginsOn = 4,
        EndsOn = 8,
        AfterOn = 16,
        FinallyOn = 32,
        Exit = 64,
    }

    internal Op Op { get; }

    internal Place? Parent { get; }

    internal ImmutableArray<Place> Children { get; }

    /// <summary>The position in the order of the document.</summary>
    internal int Start { get; }

    /// <summary>The position behind all that is within.</summary>
    internal int End { get; }

    /// <summary>Whether nothing is executed within.</summary>
    internal bool IsNoExec { get; private set; }

    internal Place? Previous { get; private set; }

    internal Place? Next { get; private set; }

    internal Place? FirstExecuted { get; private set; }

    internal Place? LastExecuted { get; private set; }

    private Place? FirstChild { get; set; }

    private Place? LastChild { get; set; }

    // the first instruction behind it, in the same group, that takes place on a certain peer
    private Place? NextExecutedSibling { get; set; }

    /// <summary>Where it is, by the <c>on</c>s around it or, in a closure, around its definition.</summary>
    internal Location? PathOn => Once(ref _pathOn, Lazily.PathOn, static place => place.Op switch
    {
        OnOp on => new Location(on, place.Parent?.PathOn),
        ApplyTopologyOp apply => place._index.Captured(apply.Name).PathOn,
        _ => place.Parent?.PathOn,
    });

    internal Location? BeforeOn => Once(ref _beforeOn, Lazily.BeforeOn, static place => place.FindBefore());

    internal Location? BeginsOn => Once(ref _beginsOn, Lazily.BeginsOn, static place => place.FindBegin());

    internal Location? EndsOn => Once(ref _endsOn, Lazily.EndsOn, static place => place.FindEnd());

    internal Location? AfterOn => Once(ref _afterOn, Lazily.AfterOn, static place => place.FindAfter());

    internal Location? FinallyOn => Once(ref _finallyOn, Lazily.FinallyOn, static place => place.Exit switch
    {
        ExitStrategy.Full => place.AfterOn,
        ExitStrategy.ToRelay => Location.ToRelay(place.PathOn),
        _ => place.EndsOn,
    });

    internal ExitStrategy Exit
    {
        get
        {
            if ((_known & Lazily.Exit) == 0)
            {
                RuntimeHelpers.EnsureSufficientExecutionStack();
                _exit = FindExit();
                _known |= Lazily.Exit;
            }

            return _exit;
        }
    }

    private IEnumerable<Place> ExecutedChildren => Children.Where(child => !child.IsNoExec);

    private void Link()
    {
        IsNoExec = Op is GroupOp ? Children.All(child => child.IsNoExec) : Op is EmptyOp or NullOp or CaptureTopologyOp;
        Place? previous = null;
        foreach (Place child in Children)
        {
            child.Previous = previous;
            previous = child.IsNoExec ? previous : child;
        }

        Place? next = null, executed = null;
        for (int i = Children.Length - 1; i >= 0; i--)
        {
            Place child = Children[i];
            (child.Next, child.NextExecutedSibling) = (next, executed);
            next = child.IsNoExec ? next : child;
            executed = child.FirstExecuted ?? executed;
        }

        (FirstChild, LastChild) = (next, previous);
        FirstExecuted = Op is ExecutedOp ? this : Children.Select(child => child.FirstExecuted).FirstOrDefault(place => place is not null);
        LastExecuted = Op is ExecutedOp ? this : Children.Select(child => child.LastExecuted).LastOrDefault(place => place is not null);
    }

    private Location? Once(ref Location? field, Lazily flag, Func<Place, Location?> find)
    {
        if ((_known & flag) == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            field = find(this);
            _known |= flag;
        }

        return field;
    }

    /// <summary>The next instruction behind it that takes place on a certain peer, where it follows; null where there is none.</summary>
    private Place? NextExecuted()
    {
        for (Place place = this; place.Parent is { } parent; place = parent)
        {
            if (parent.Op is SequenceGroupOp && place.NextExecutedSibling is { } next)
            {
                return next;
            }
        }

        return null;
    }
}

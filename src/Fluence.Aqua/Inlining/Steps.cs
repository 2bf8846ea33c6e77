using System.Collections.Immutable;

namespace Fluence.Aqua.Inlining;

/// <summary>What is to be done before a value is there.</summary>
/// <param name="Ops">The instructions.</param>
/// <param name="InSequence">Whether one is to follow the other; they can go on side by side otherwise.</param>
internal readonly record struct Steps(ImmutableArray<Op> Ops, bool InSequence = false)
{
    internal static Steps None { get; } = new([]);

    internal static Steps One(Op op) => new([op]);

    internal Steps Append(Op? op) => op is null ? this : this with { Ops = Ops.Add(op) };

    internal Steps Prepend(Op? op) => op is null ? this : this with { Ops = Ops.Insert(0, op) };

    /// <summary>The instructions of both, side by side.</summary>
    internal static Steps Both(Steps left, Steps right) => new(left.Ops.AddRange(right.Ops));

    /// <summary>The instructions of both as one group each.</summary>
    internal static Steps Join(Steps left, Steps right, bool inSequence) => new(left.Single().Ops.AddRange(right.Single().Ops), inSequence);

    /// <summary>The same as at most one instruction.</summary>
    internal Steps Single()
    {
        if (Ops.Length <= 1)
        {
            return new Steps(Ops);
        }

        Op all = InSequence ? Inlining.Ops.Sequence(Ops) : Inlining.Ops.Par(Ops);
        return all is EmptyOp ? None : One(all);
    }

    /// <summary>The groups in which the instructions stand before what they are for.</summary>
    internal IEnumerable<Op> Groups() => InSequence ? [Inlining.Ops.Sequence(Ops)] : Ops;

    /// <summary>All as one instruction; null where there is none.</summary>
    internal Op? AsPrefix() => Inlining.Ops.Before(Groups().Where(op => op is not EmptyOp));
}

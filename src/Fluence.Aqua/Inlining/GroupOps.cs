using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Instructions on a peer.</summary>
/// <param name="peer">The peer.</param>
/// <param name="via">The relays on the way there.</param>
/// <param name="returnsToRelay">Whether control only goes back to the relay.</param>
internal sealed class OnOp(Value peer, ImmutableArray<Value> via, bool returnsToRelay = false) : SequenceGroupOp, IEquatable<OnOp>
{
    internal Value Peer { get; } = peer;

    internal ImmutableArray<Value> Via { get; } = via;

    internal bool ReturnsToRelay { get; } = returnsToRelay;

    internal override IEnumerable<string> Uses => [.. Peer.Names, .. Via.SelectMany(value => value.Names)];

    public bool Equals(OnOp? other) => ReferenceEquals(this, other)
        || (other is not null && other.Peer.Equals(Peer) && other.ReturnsToRelay == ReturnsToRelay && other.Via.SequenceEqual(Via));

    public override bool Equals(object? obj) => Equals(obj as OnOp);

    public override int GetHashCode() => Peer.GetHashCode();
}

/// <summary>A variable that exists only within.</summary>
internal sealed class RestrictionOp(string name, AquaType type) : SequenceGroupOp
{
    internal string Name { get; } = name;

    internal AquaType Type { get; } = type;

    internal override string Restricted => Name;
}

/// <summary>Instructions for when two values are equal, or for when they are not.</summary>
internal sealed class MatchOp(Value left, Value right, bool isMatch) : SequenceGroupOp
{
    internal Value Left { get; } = left;

    internal Value Right { get; } = right;

    internal bool IsMatch { get; } = isMatch;

    internal override IEnumerable<string> Uses => [.. Left.Names, .. Right.Names];
}

/// <summary>Instructions for every item. After the last one nothing is done, or it is waited for more.</summary>
internal sealed class ForOp(string item, Value iterable, bool waitsForMore) : SequenceGroupOp
{
    internal string Item { get; } = item;

    internal Value Iterable { get; } = iterable;

    internal bool WaitsForMore { get; } = waitsForMore;

    internal override IEnumerable<string> Uses => Iterable.Names;

    internal override string Restricted => Item;
}

/// <summary>Instructions where a closure was defined, not where it is called.</summary>
internal sealed class ApplyTopologyOp(string name) : SequenceGroupOp
{
    internal string Name { get; } = name;
}

using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>A peer, with how one gets to it: the <c>on</c>s around a place, the innermost first. Empty is <see langword="null"/>.</summary>
internal sealed class Location(OnOp on, Location? outer) : IEquatable<Location>
{
    internal OnOp On { get; } = on;

    internal Location? Outer { get; } = outer;

    internal Value Peer => On.Peer;

    internal int Depth { get; } = (outer?.Depth ?? 0) + 1;

    /// <summary>The <c>on</c>s, the outermost first.</summary>
    internal static OnOp[] FromOutermost(Location? location)
    {
        OnOp[] all = new OnOp[location?.Depth ?? 0];
        for (int i = all.Length - 1; i >= 0; i--)
        {
            all[i] = location!.On;
            location = location.Outer;
        }

        return all;
    }

    internal static Location? Of(IEnumerable<OnOp> fromOutermost)
    {
        Location? location = null;
        foreach (OnOp on in fromOutermost)
        {
            location = new Location(on, location);
        }

        return location;
    }

    /// <summary>The relay nearest to the peer; null where there is none.</summary>
    internal static Location? ToRelay(Location? location)
    {
        while (location is not null && location.On.Via.IsEmpty)
        {
            location = location.Outer;
        }

        return location is null ? null
            : new Location(new OnOp(location.On.Via[^1], location.On.Via.RemoveAt(location.On.Via.Length - 1), location.On.ReturnsToRelay), location.Outer);
    }

    internal static bool AreEqual(Location? left, Location? right) => left is null ? right is null : left.Equals(right);

    public bool Equals(Location? other)
    {
        Location? mine = this;
        while (mine is not null && other is not null)
        {
            if (ReferenceEquals(mine, other))
            {
                return true;
            }

            if (mine.Depth != other.Depth || !mine.On.Equals(other.On))
            {
                return false;
            }

            (mine, other) = (mine.Outer, other.Outer);
        }

        return mine is null && other is null;
    }

    public override bool Equals(object? obj) => Equals(obj as Location);

    public override int GetHashCode() => On.GetHashCode();
}

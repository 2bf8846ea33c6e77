using System.Collections.Immutable;

namespace Fluence.Aqua.Emission;

/// <summary>The kinds of <see cref="AirNode"/>.</summary>
internal enum AirKind : byte
{
    /// <summary>Instructions one after the other.</summary>
    Seq,

    /// <summary>Instructions side by side.</summary>
    Par,

    /// <summary>The first instruction that does not fail.</summary>
    Xor,

    /// <summary>An instruction with others in it.</summary>
    Block,

    /// <summary>An instruction without others in it.</summary>
    Leaf,
}

/// <summary>An instruction of AIR.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Head">For a block and a leaf, what stands behind the bracket.</param>
/// <param name="Children">The instructions in it.</param>
/// <param name="Last">For a loop, the instruction behind the last item.</param>
internal sealed record AirNode(AirKind Kind, string Head, ImmutableArray<AirNode> Children, AirNode? Last = null)
{
    internal static AirNode Null { get; } = Leaf("null");

    internal static AirNode Never { get; } = Leaf("never");

    internal static AirNode Leaf(string text) => new(AirKind.Leaf, text, []);

    internal static AirNode Block(string head, params ImmutableArray<AirNode> children) => new(AirKind.Block, head, children);

    internal static AirNode Group(AirKind kind, ImmutableArray<AirNode> children) => new(kind, "", children);

    /// <summary>Instructions one after the other, those of sequences among them too; a single one stays itself.</summary>
    internal static AirNode Sequence(ImmutableArray<AirNode> children) => children.Length == 1 ? children[0]
        : Group(AirKind.Seq, [.. children.SelectMany(child => child.Kind == AirKind.Seq ? child.Children : [child])]);
}

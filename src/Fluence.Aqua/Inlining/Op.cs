using System.Collections.Immutable;

namespace Fluence.Aqua.Inlining;

/// <summary>An instruction, or a group of them, before it is known on which peers it takes place.</summary>
internal abstract class Op
{
    /// <summary>The instructions within; none for those that are no groups.</summary>
    internal ImmutableArray<Op> Children { get; init; } = [];

    /// <summary>The variables that it reads itself.</summary>
    internal virtual IEnumerable<string> Uses => [];

    /// <summary>The variable that it gives a value; null where there is none.</summary>
    internal virtual string? Export => null;

    /// <summary>The variable that exists only within it; null where there is none.</summary>
    internal virtual string? Restricted => null;
}

/// <summary>A group of instructions.</summary>
internal abstract class GroupOp : Op;

/// <summary>A group whose instructions follow each other.</summary>
internal abstract class SequenceGroupOp : GroupOp;

/// <summary>A group whose instructions go on side by side.</summary>
internal abstract class ParallelGroupOp : GroupOp;

/// <summary>Instructions one after the other.</summary>
internal sealed class SequenceOp : SequenceGroupOp;

/// <summary>Instructions side by side.</summary>
internal sealed class ParOp : ParallelGroupOp;

/// <summary>An instruction that nobody waits for.</summary>
internal sealed class DetachOp : ParallelGroupOp;

/// <summary>The first instruction that does not fail.</summary>
internal sealed class XorOp : GroupOp;

/// <summary>Nothing, not even an instruction.</summary>
internal sealed class EmptyOp : Op
{
    internal static EmptyOp Instance { get; } = new();
}

/// <summary>An instruction that does nothing.</summary>
internal sealed class NullOp : Op
{
    internal static NullOp Instance { get; } = new();
}

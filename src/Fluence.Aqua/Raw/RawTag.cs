using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Raw;

/// <summary>A step of a function's body, with the steps within it.</summary>
internal abstract class RawTag
{
    /// <summary>The steps within; none for those that have no body.</summary>
    internal ImmutableArray<RawTag> Children { get; init; } = [];
}

/// <summary>Steps one after the other.</summary>
internal sealed class SequenceTag : RawTag;

/// <summary>Steps side by side.</summary>
internal sealed class ParTag : RawTag;

/// <summary>A step that nobody waits for: <c>co</c>.</summary>
internal sealed class DetachTag : RawTag;

/// <summary>The first step where the condition is true, the second, if any, where it is not.</summary>
internal sealed class IfTag(RawValue condition) : RawTag
{
    internal RawValue Condition { get; } = condition;
}

/// <summary>The first step; where it fails, the second, if any.</summary>
internal sealed class TryTag : RawTag;

/// <summary>Steps on another peer.</summary>
/// <param name="peer">The peer.</param>
/// <param name="via">The relays on the way there.</param>
/// <param name="returnsToRelay">Whether control only goes back to the relay, as in <c>parseq</c>.</param>
internal sealed class OnTag(RawValue peer, ImmutableArray<RawValue> via, bool returnsToRelay = false) : RawTag
{
    internal RawValue Peer { get; } = peer;

    internal ImmutableArray<RawValue> Via { get; } = via;

    internal bool ReturnsToRelay { get; } = returnsToRelay;
}

/// <summary>Steps for every item; of a map, for every key and value.</summary>
internal sealed class ForTag(string item, RawValue iterable, ForMode mode, (string Key, string Value)? pair = null) : RawTag
{
    internal string Item { get; } = item;

    internal RawValue Iterable { get; } = iterable;

    internal ForMode Mode { get; } = mode;

    internal (string Key, string Value)? Pair { get; } = pair;
}

/// <summary>Goes to the next item.</summary>
internal sealed class NextTag(string item) : RawTag
{
    internal string Item { get; } = item;
}

/// <summary>Where a result goes: a new variable, or a stream that is there already.</summary>
internal sealed record RawExport(string Name, AquaType Type, bool IsExistingStream = false);

/// <summary>A value, usually a call, whose results go to variables.</summary>
internal sealed class CallTag(ImmutableArray<RawExport> exports, RawValue value) : RawTag
{
    internal ImmutableArray<RawExport> Exports { get; } = exports;

    internal RawValue Value { get; } = value;
}

/// <summary>A new stream or stream map.</summary>
internal sealed class DeclareStreamTag(string name, CollectionType type) : RawTag
{
    internal string Name { get; } = name;

    internal CollectionType Type { get; } = type;
}

/// <summary>Another name for a value.</summary>
internal sealed class AssignmentTag(RawValue value, string name) : RawTag
{
    internal RawValue Value { get; } = value;

    internal string Name { get; } = name;
}

/// <summary>A function defined within another.</summary>
internal sealed class ClosureTag(RawFunction function, bool isDetached) : RawTag
{
    internal RawFunction Function { get; } = function;

    internal bool IsDetached { get; } = isDetached;
}

/// <summary>What the function gives.</summary>
internal sealed class ReturnTag(ImmutableArray<RawValue> values) : RawTag
{
    internal ImmutableArray<RawValue> Values { get; } = values;
}

/// <summary>A service with an id, under a name of its own.</summary>
internal sealed class ServiceIdTag(RawValue id, NamedType service, string name) : RawTag
{
    internal RawValue Id { get; } = id;

    internal NamedType Service { get; } = service;

    internal string Name { get; } = name;
}

/// <summary>A value for a stream, or with a key for a stream map.</summary>
internal sealed class PushTag(RawValue? key, RawValue value, RawExport stream) : RawTag
{
    internal RawValue? Key { get; } = key;

    internal RawValue Value { get; } = value;

    internal RawExport Stream { get; } = stream;
}

/// <summary>A value under a new name at run time.</summary>
internal sealed class FlattenTag(RawValue value, string name) : RawTag
{
    internal RawValue Value { get; } = value;

    internal string Name { get; } = name;
}

/// <summary>A stream made canonical.</summary>
internal sealed class CanonicalizeTag(RawValue value, RawExport result) : RawTag
{
    internal RawValue Value { get; } = value;

    internal RawExport Result { get; } = result;
}

/// <summary>Waits for values.</summary>
internal sealed class JoinTag(ImmutableArray<RawValue> values) : RawTag
{
    internal ImmutableArray<RawValue> Values { get; } = values;
}

/// <summary>Nothing.</summary>
internal sealed class EmptyTag : RawTag
{
    internal static EmptyTag Instance { get; } = new();
}

using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>A variable that takes a result.</summary>
internal sealed record Target(string Name, AquaType Type)
{
    internal VariableValue AsValue => new(Name, Type);
}

/// <summary>An instruction that takes place on a certain peer.</summary>
internal abstract class ExecutedOp : Op;

/// <summary>A call of a service.</summary>
internal sealed class CallOp(Value service, string function, ImmutableArray<Value> arguments, Target? result) : ExecutedOp
{
    internal Value Service { get; } = service;

    internal string Function { get; } = function;

    internal ImmutableArray<Value> Arguments { get; } = arguments;

    internal Target? Result { get; } = result;

    internal override IEnumerable<string> Uses => [.. Service.Names, .. Arguments.SelectMany(argument => argument.Names)];

    internal override string? Export => Result?.Name;
}

/// <summary>A stream or stream map made canonical.</summary>
internal sealed class CanonOp(Value stream, Target result) : ExecutedOp
{
    internal Value Stream { get; } = stream;

    internal Target Result { get; } = result;

    internal override IEnumerable<string> Uses => Stream.Names;

    internal override string Export => Result.Name;
}

/// <summary>Goes to the next item.</summary>
internal sealed class NextOp(string item) : Op
{
    internal string Item { get; } = item;

    internal override IEnumerable<string> Uses => [Item];
}

/// <summary>A value for a key of a stream map.</summary>
internal sealed class InsertOp(Value key, Value value, Target map) : Op
{
    internal Value Key { get; } = key;

    internal Value Value { get; } = value;

    internal Target Map { get; } = map;

    internal override IEnumerable<string> Uses => Value.Names;

    internal override string Export => Map.Name;
}

/// <summary>A value under another name.</summary>
internal sealed class FlattenOp(Value value, string name) : Op
{
    internal Value Value { get; } = value;

    internal string Name { get; } = name;

    internal override IEnumerable<string> Uses => Value.Names;

    internal override string Export => Name;
}

/// <summary>A value for a stream.</summary>
internal sealed class PushOp(Value value, Target stream) : Op
{
    internal Value Value { get; } = value;

    internal Target Stream { get; } = stream;

    internal override IEnumerable<string> Uses => Value.Names;

    internal override string Export => Stream.Name;
}

/// <summary>Fails with an error.</summary>
internal sealed class FailOp(Value error) : Op
{
    internal Value Error { get; } = error;

    internal override IEnumerable<string> Uses => Error.Names;
}

/// <summary>Where a closure is defined.</summary>
internal sealed class CaptureTopologyOp(string name) : Op
{
    internal string Name { get; } = name;
}

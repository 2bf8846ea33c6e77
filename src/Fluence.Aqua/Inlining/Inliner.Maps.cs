using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Functions of stream maps.</summary>
internal sealed partial class Inliner
{
    private string MapName(string map, string suffix) => _mangler.Take($"-{map}_{suffix}");

    private (VariableValue, Steps) MapFunction(RawMethod method, string map, CollectionType type)
    {
        Steps steps = Steps.None;
        List<Value> arguments = [];
        foreach (RawValue argument in method.Arguments)
        {
            (Value value, Steps before) = Unfold(argument);
            arguments.Add(value);
            steps = Steps.Both(steps, before);
        }

        VariableValue source = new(map, type);
        (VariableValue result, Steps function) = method.Name switch
        {
            "get" => WithoutAccesses(arguments[0], key => Get(source, key)),
            "contains" => WithoutAccesses(arguments[0], key => Contains(source, key)),
            "getStream" => GetStream(source, arguments[0]),
            "keys" => Keys(source),
            "keysStream" => KeysStream(source),
            _ => throw new LoweringException($"a stream map has no `{method.Name}`"),
        };
        return (result, Steps.Both(steps, function));
    }

    /// <summary>Keys become the names of members, for which they have to be variables.</summary>
    private (VariableValue, Steps) WithoutAccesses(Value key, Func<Value, (VariableValue, Steps)> function)
    {
        if (key is not VariableValue { Accesses.IsEmpty: false } variable)
        {
            return function(key);
        }

        string name = MapName(variable.Name, "ap");
        (VariableValue result, Steps steps) = function(new VariableValue(name, variable.Type));
        return (result, steps.Prepend(new FlattenOp(variable, name)));
    }

    private (VariableValue, Steps) Get(VariableValue map, Value key)
    {
        string canon = MapName(map.Name, "canon"), index = MapName(map.Name, "idx");
        (VariableValue result, Op op) = Get(map, key, canon, index);
        return (result, Steps.One(op));
    }

    private static (VariableValue, Op) Get(VariableValue map, Value key, string canon, string index)
    {
        CollectionType type = (CollectionType)map.BaseType;
        Target canonical = new(canon, type.ToCanon());
        Op name = key is LiteralValue ? new FlattenOp(key, index) : EmptyOp.Instance;
        string item = key is VariableValue variable ? variable.Name : index;
        return (
            canonical.AsValue.With(ValueAccess.Index(item, CollectionType.Array(type.Element))),
            Ops.Sequence(new CanonOp(map, canonical), name));
    }

    private (VariableValue, Steps) Contains(VariableValue map, Value key)
    {
        string array = MapName(map.Name, "array"), result = MapName(map.Name, "contains_result");
        string canon = MapName(map.Name, "canon"), index = MapName(map.Name, "idx");
        (VariableValue items, Op get) = Get(map, key, canon, index);
        VariableValue length = new VariableValue(array, items.Type).With(ValueAccess.Length);
        Op op = Ops.Sequence(
            get,
            new FlattenOp(items, array),
            Ops.Xor(
                Ops.Match(length, LiteralValue.Number(0), isMatch: true, new FlattenOp(LiteralValue.False, result)),
                new FlattenOp(LiteralValue.True, result)));
        return (new VariableValue(result, ScalarType.Bool), Steps.One(op));
    }

    private (VariableValue, Steps) GetStream(VariableValue map, Value key)
    {
        AquaType element = ((CollectionType)map.BaseType).Element;
        Target stream = new(MapName(map.Name, "get_stream_result"), CollectionType.Stream(element));
        VariableValue item = PairOf(map);
        Define(stream.Name, stream.AsValue);
        Op push = Ops.Match(Part(item, "key", ScalarType.String), key, isMatch: true, new PushOp(Part(item, "value", element), stream));
        return (stream.AsValue, Steps.One(ForAll(map, item, Ops.Xor(push))));
    }

    private (VariableValue, Steps) KeysStream(VariableValue map)
    {
        Target stream = new(MapName(map.Name, "keys_stream_result"), CollectionType.Stream(ScalarType.String));
        VariableValue item = PairOf(map);
        Define(stream.Name, stream.AsValue);
        return (stream.AsValue, Steps.One(ForAll(map, item, new PushOp(Part(item, "key", ScalarType.String), stream))));
    }

    private (VariableValue, Steps) Keys(VariableValue map)
    {
        Target stream = new(MapName(map.Name, "stream"), CollectionType.Stream(ScalarType.String));
        VariableValue item = PairOf(map);
        Target result = new(MapName(map.Name, "keys_result"), ((CollectionType)stream.Type).ToCanon());
        Target canon = new(MapName(map.Name, "canon"), ((CollectionType)map.BaseType).ToCanon());
        ImmutableArray<Op> turn = [new PushOp(Part(item, "key", ScalarType.String), stream), new NextOp(item.Name)];
        Op op = Ops.Restrict(
            stream.Name, stream.Type,
            new CanonOp(map, canon),
            new ForOp(item.Name, canon.AsValue, waitsForMore: false) { Children = turn },
            new CanonOp(stream.AsValue, result));
        return (result.AsValue, Steps.One(op));
    }

    private VariableValue PairOf(VariableValue map) => new(MapName(map.Name, "iter"), ((CollectionType)map.BaseType).Element);

    private static VariableValue Part(VariableValue pair, string name, AquaType type) => pair.With(ValueAccess.Field(name, type));

    /// <summary>A step for every key and value that the map has or will have.</summary>
    private static Op ForAll(VariableValue map, VariableValue item, Op step) => Ops.Par(
        new ForOp(item.Name, map, waitsForMore: true) { Children = [step, new NextOp(item.Name)] }, NullOp.Instance);
}

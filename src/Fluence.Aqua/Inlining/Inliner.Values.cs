using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Values: variables, literals, collections, data, abilities.</summary>
internal sealed partial class Inliner
{
    private (Value Value, Steps Steps) Unfold(RawValue raw, bool accessesAllowed = true)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return _cache.Folding.Fold(raw) switch
        {
            RawVariable variable => (Resolve(Variable(variable)), Steps.None),
            RawLiteral literal => (new LiteralValue(literal.Text, literal.Type), Steps.None),
            RawProperty property => Properties(property, accessesAllowed),
            RawCollection collection => Collection(collection),
            RawStream stream => Stream(stream),
            RawRecord { Type.IsAbility: true } ability => Ability(ability),
            RawRecord record => Data(record),
            RawNot not => Not(not),
            RawBinary binary => Binary(binary, accessesAllowed),
            RawCall call => CallValue(Name(call.Function), call.Arguments, call.Type),
            RawValue other => throw new LoweringException($"a value of an unknown kind: {other.GetType().Name}"),
        };
    }

    /// <summary>A stream made canonical to be a member or to be compared; other values as they are.</summary>
    private (Value Value, Op? Before) CanonicalStream((Value Value, Op? Before) model)
    {
        if (model.Value is not VariableValue { BaseType: CollectionType { Form: CollectionForm.Stream } stream } variable)
        {
            return model;
        }

        Target canon = new(_mangler.Take($"{variable.Name}_canon"), stream.ToCanon());
        CanonOp op = new(variable, canon);
        VariableValue result = new(canon.Name, canon.Type, variable.Accesses);
        return (result, model.Before is null ? op : Ops.Sequence(model.Before, op));
    }

    private (Value, Steps) Collection(RawCollection collection)
    {
        bool isOption = collection.Type.Form == CollectionForm.Option;
        string name = _mangler.Take(isOption ? "option-inline" : "array-inline");
        Target stream = new(name, CollectionType.Stream(collection.Type.Element));
        List<Op> pushes = [];
        foreach ((Value value, Op? before) in Models(collection.Values))
        {
            PushOp push = new(value, stream);
            pushes.Add(before is null ? push : Ops.Sequence(before, push));
        }

        Target canon = new(_mangler.Take(name), new CollectionType(CollectionForm.Canon, collection.Type.Element));
        CanonOp op = new(stream.AsValue, canon);
        Op all = isOption ? Ops.Sequence(Ops.Xor([.. pushes, NullOp.Instance]), op) : Ops.Sequence(pushes.Append(op));
        return (canon.AsValue, Steps.One(Ops.Restrict(name, stream.Type, all)));
    }

    private (Value, Steps) Stream(RawStream raw)
    {
        Target stream = new(Name(raw.Name), raw.Type);
        ImmutableArray<(Value Value, Op? Before)> models = Models(raw.Values);
        Define(stream.Name, stream.AsValue);
        IEnumerable<Op> pushes = models.Select(model => new PushOp(model.Value, stream));
        return (stream.AsValue, Steps.One(Ops.Sequence([.. models.Select(model => model.Before).OfType<Op>(), .. pushes])));
    }

    private (Value, Steps) Data(RawRecord record)
    {
        string name = _mangler.Take($"{record.Type.ShortName}_obj");
        (ImmutableSortedDictionary<string, Value> fields, Steps steps) = Fields(record.Fields);
        Target result = new(name, record.Type);
        return (result.AsValue, Steps.One(Ops.Sequence(steps.Single().Ops.Add(Record(result, fields, [])))));
    }

    /// <summary>Data with some members replaced.</summary>
    private (VariableValue, Steps) Copy(VariableValue value, RawCopy copy)
    {
        NamedType type = (NamedType)value.Type;
        Target result = new(_mangler.Take($"{type.ShortName}_obj_copy"), type);
        (ImmutableSortedDictionary<string, Value> fields, Steps steps) = Fields(copy.Fields);
        Target map = MapOf(result);
        IEnumerable<Op> kept = type.Fields.Where(field => !fields.ContainsKey(field.Key)).Select(field =>
            new InsertOp(LiteralValue.Quote(field.Key), value.With(ValueAccess.Field(field.Key, field.Value)), map));
        return (result.AsValue, new Steps([Ops.Sequence(steps.Single().Ops.Add(Record(result, fields, kept)))], InSequence: true));
    }

    private (ImmutableSortedDictionary<string, Value> Fields, Steps Steps) Fields(ImmutableSortedDictionary<string, RawValue> raw)
    {
        ImmutableSortedDictionary<string, Value>.Builder fields =
            ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        Steps steps = Steps.None;
        foreach ((string name, RawValue field) in raw)
        {
            (fields[name], Steps before) = Unfold(field);
            steps = Steps.Both(steps, before);
        }

        return (fields.ToImmutable(), steps);
    }

    private static Target MapOf(Target result) => new($"{result.Name}_map", CollectionType.StreamMap(ExtremeType.Top));

    /// <summary>Data made of a stream map that has its members.</summary>
    private Op Record(Target result, ImmutableSortedDictionary<string, Value> fields, IEnumerable<Op> before)
    {
        Target map = MapOf(result);
        List<Op> canons = [];
        List<Op> inserts = [];
        foreach ((string name, Value value) in fields)
        {
            (Value canonical, Op? canon) = CanonicalStream((value, null));
            if (canon is not null)
            {
                canons.Add(canon);
            }

            inserts.Add(new InsertOp(LiteralValue.Quote(name), canonical, map));
        }

        return Ops.Restrict(map.Name, map.Type, [.. canons, .. before, .. inserts, new CanonOp(map.AsValue, result)]);
    }

    private (Value, Steps) Ability(RawRecord ability)
    {
        string name = _mangler.Take($"{ability.Type.ShortName}_anon");
        (ImmutableSortedDictionary<string, Value> fields, Steps steps) = Fields(ability.Fields);
        foreach ((string field, Value value) in fields)
        {
            string path = $"{name}.{field}";
            if (value is VariableValue { Type: NamedType { IsAbility: true } type } inner)
            {
                CopyMembers(inner.Name, path, type);
            }
            else
            {
                _values = _values.SetItem(path, value);
            }
        }

        VariableValue result = new(name, ability.Type);
        Define(name, result);
        return (result, Steps.One(Ops.Sequence(steps.Single().Ops)));
    }

    private void CopyMembers(string from, string to, NamedType type)
    {
        foreach (string path in type.AllFields().Select(field => $".{field.Key}").Prepend(""))
        {
            if (_values.TryGetValue(from + path, out Value? value))
            {
                _values = _values.SetItem(to + path, value);
            }
        }
    }
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Calls of functions, closures and methods.</summary>
internal sealed partial class Inliner
{
    /// <summary>A call within a value.</summary>
    private (Value, Steps) CallValue(string function, ImmutableArray<RawValue> arguments, AquaType type)
    {
        // the result must not take the place of the function
        _mangler.Forbid(function);
        string result = _mangler.Take(function);
        (ImmutableArray<Value> values, Steps steps) = CallByName(function, arguments, [new RawExport(result, type)], isRenamed: true);
        return (values.IsEmpty ? new VariableValue(result, type) : values[0], steps);
    }

    /// <summary>A call of a function by the name that it has after renaming.</summary>
    private (ImmutableArray<Value> Results, Steps Steps) CallByName(
        string name, ImmutableArray<RawValue> arguments, ImmutableArray<RawExport> exports, bool isRenamed = false)
    {
        InlineFunction? function = _functions.GetValueOrDefault(name)
            ?? (LastValue(name) is VariableValue last ? _functions.GetValueOrDefault(last.Name) : null)
            ?? throw new LoweringException($"the function `{name}` is not known where it is called");
        (ImmutableArray<Value> values, ImmutableArray<Target> targets, Op? before) =
            CallModel(arguments, exports, isService: false, isRenamed);
        (Op body, ImmutableArray<Value> results) = Call(function, values, targets);
        Op whole = before is null ? Ops.Sequence(body) : Ops.Sequence(before, body);
        return (results, Steps.One(Traced(function.Name, whole)));
    }

    private (ImmutableArray<Value> Arguments, ImmutableArray<Target> Results, Op? Before) CallModel(
        ImmutableArray<RawValue> arguments, ImmutableArray<RawExport> exports, bool isService, bool isRenamed = false)
    {
        ImmutableArray<(Value Value, Op? Before)> values = Models(arguments);
        if (isService)
        {
            values = [.. values.Select(Canonical)];
        }

        ImmutableArray<Target>.Builder targets = ImmutableArray.CreateBuilder<Target>(exports.Length);
        foreach (RawExport export in exports)
        {
            if (export.IsExistingStream && Resolve(Variable(new RawVariable(export.Name, export.Type))) is VariableValue stream)
            {
                targets.Add(new Target(stream.Name, stream.BaseType));
            }
            else
            {
                targets.Add(new Target(isRenamed ? export.Name : Name(export.Name), export.Type));
            }
        }

        return ([.. values.Select(value => value.Value)], targets.ToImmutable(),
            Ops.Before(values.Where(value => value.Before is not null).Select(value => value.Before!)));
    }

    private Op ServiceCall(RawServiceCall call, ImmutableArray<RawExport> exports)
    {
        ImmutableDictionary<string, Value> outside = _values;
        (ImmutableArray<Value> arguments, ImmutableArray<Target> results, Op? before) = CallModel(call.Arguments, exports, isService: true);
        (Value service, Op? serviceBefore) = Model(call.Service);
        List<Op> ops = [];
        if (serviceBefore is not null)
        {
            ops.Add(serviceBefore);
        }

        if (before is not null)
        {
            ops.Add(before);
        }

        ops.Add(new CallOp(service, call.Function, arguments, results.IsEmpty ? null : results[0]));
        ImmutableDictionary<string, Value> inside = _values;
        _values = outside;
        KeyValuePair<string, Value>[] resolved =
            [.. results.Select(result => KeyValuePair.Create(result.Name, Resolve(result.AsValue)))];
        _values = inside.SetItems(resolved);
        foreach (Target result in results)
        {
            _mangler.Forbid(result.Name);
        }

        return Ops.Sequence(ops);
    }

    /// <summary>A function's body in the place of its call.</summary>
    private (Op Body, ImmutableArray<Value> Results) Call(
        InlineFunction function, ImmutableArray<Value> arguments, ImmutableArray<Target> targets)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_calls > _options.MaxCalls)
        {
            throw new AirLimitException(_script, $"it has more than {_options.MaxCalls} calls");
        }

        ImmutableDictionary<string, Value> outerValues = _values;
        ImmutableDictionary<string, InlineFunction> outerFunctions = _functions;
        Renaming outerRenaming = _renaming;
        Op canons = Enter(function, arguments);
        Op inner = Tag(function.Body);
        Op body = function.Topology is { } topology ? new ApplyTopologyOp(topology) { Children = [inner] } : Ops.Sequence(inner);
        (List<Op> after, ImmutableArray<Value> results) = Results(function.Results, targets, outerValues);
        Op whole = Ops.Sequence(canons, Ops.Sequence(after.Prepend(body)));
        (List<KeyValuePair<string, Value>> values, List<KeyValuePair<string, InlineFunction>> functions) = Kept(results);

        (_values, _functions, _renaming) = (outerValues, outerFunctions.SetItems(functions), outerRenaming);
        _values = _values.SetItems(targets.Zip(results, (target, result) => KeyValuePair.Create(target.Name, result))).SetItems(values);
        foreach (Target target in targets)
        {
            _mangler.Forbid(target.Name);
        }

        return (whole, results);
    }

    /// <summary>Results that go to streams are pushed to them; the others are given as they are.</summary>
    private (List<Op> After, ImmutableArray<Value> Results) Results(
        ImmutableArray<RawValue> results, ImmutableArray<Target> targets, ImmutableDictionary<string, Value> outside)
    {
        ImmutableArray<(Value Value, Op? Before)> models = Models(results);
        List<Op> after = [];
        if (targets is [{ Type: CollectionType { Form: CollectionForm.StreamMap } } map] && models is [var key, var item]
            && key.Value.Type is not CollectionType { Form: CollectionForm.StreamMap })
        {
            after.AddRange(new[] { key.Before, item.Before }.OfType<Op>());
            after.Add(new InsertOp(key.Value, item.Value, map));
            return (after, [map.AsValue]);
        }

        ImmutableArray<Value>.Builder given = ImmutableArray.CreateBuilder<Value>();
        foreach ((Target target, (Value value, Op? before)) in targets.Zip(models))
        {
            if (before is not null)
            {
                after.Add(before);
            }

            bool isSame = IsStream(value) && !IsStream(outside.GetValueOrDefault(target.Name));
            if (target.Type is CollectionType { Form: CollectionForm.Stream } && !isSame)
            {
                after.Add(new PushOp(value, target));
                given.Add(target.AsValue);
            }
            else
            {
                given.Add(value);
            }
        }

        return (after, given.ToImmutable());
    }

    private static bool IsStream(Value? value) =>
        value is VariableValue { BaseType: CollectionType { Form: CollectionForm.Stream } };

    /// <summary>The members of abilities among the results, and the functions among them and in those abilities.</summary>
    private (List<KeyValuePair<string, Value>>, List<KeyValuePair<string, InlineFunction>>) Kept(ImmutableArray<Value> results)
    {
        List<KeyValuePair<string, Value>> values = [];
        List<KeyValuePair<string, InlineFunction>> functions = [];
        HashSet<string> done = new(StringComparer.Ordinal);
        Stack<(string Name, NamedType Type)> open = new();
        foreach (VariableValue result in results.OfType<VariableValue>())
        {
            if (result.Type is NamedType { IsAbility: true } type)
            {
                open.Push((result.Name, type));
            }
            else if (result.Type is ArrowType && _functions.TryGetValue(result.Name, out InlineFunction? function))
            {
                functions.Add(new(result.Name, function));
            }
        }

        while (open.TryPop(out (string Name, NamedType Type) ability))
        {
            if (!done.Add(ability.Name))
            {
                continue;
            }

            if (_values.TryGetValue(ability.Name, out Value? itself))
            {
                values.Add(new(ability.Name, itself));
            }

            foreach ((string field, AquaType type) in ability.Type.AllFields())
            {
                string path = $"{ability.Name}.{field}";
                if ((type.IsData || type is ArrowType) && LastValue(path) is { } value)
                {
                    values.Add(new(path, value));
                    if (type is ArrowType && value is VariableValue arrow
                        && _functions.TryGetValue(arrow.Name, out InlineFunction? function))
                    {
                        functions.Add(new(arrow.Name, function));
                        PushAbilitiesOf(function, open);
                    }
                }
            }
        }

        return (values, functions);
    }

    /// <summary>The abilities that a function reads, which have to be kept with it.</summary>
    private void PushAbilitiesOf(InlineFunction function, Stack<(string, NamedType)> open)
    {
        foreach (string name in _cache.NamesOf(function.Body).Free)
        {
            if (_values.GetValueOrDefault(function.Renaming.Of(name)) is VariableValue { Type: NamedType { IsAbility: true } type } ability)
            {
                open.Push((ability.Name, type));
            }
        }
    }
}

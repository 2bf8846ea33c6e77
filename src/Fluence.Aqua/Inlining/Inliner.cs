using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>
/// Makes one tree of instructions of a function and all that it calls. Values become variables and literals, with instructions before
/// them where they have to be computed.
/// </summary>
internal sealed partial class Inliner
{
    private readonly string _script;
    private readonly AirOptions _options;
    private readonly InlineCache _cache;
    private readonly Mangler _mangler = new();
    private readonly StreamScopes _streams = new();

    // what names mean, and which functions can be called, where the inliner is
    private ImmutableDictionary<string, Value> _values = ImmutableDictionary<string, Value>.Empty.WithComparers(StringComparer.Ordinal);
    private ImmutableDictionary<string, InlineFunction> _functions =
        ImmutableDictionary<string, InlineFunction>.Empty.WithComparers(StringComparer.Ordinal);

    private Renaming _renaming = Renaming.None;
    private int _calls;

    private Inliner(string script, AirOptions options, InlineCache cache)
    {
        _script = script;
        _options = options;
        _cache = cache;
    }

    /// <summary>Inlines a function without parameters and results.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argument">The function that it calls, by its name there.</param>
    /// <param name="options">How scripts are made.</param>
    /// <param name="cache">What is known from other functions of the module.</param>
    internal static Op Inline(
        InlineFunction function, (string Name, InlineFunction Function) argument, AirOptions options, InlineCache cache)
    {
        Inliner inliner = new(argument.Function.Name, options, cache);
        inliner._functions = inliner._functions.SetItem(argument.Name, argument.Function);
        VariableValue value = new(argument.Name, argument.Function.Type);
        return inliner.Call(function, [value], []).Body;
    }

    private string Name(string name) => _renaming.Of(name);

    private VariableValue Variable(RawVariable variable)
    {
        string name = Name(variable.Name);
        AquaType type = variable.Type is CollectionType collection && _renaming.IsCanon(name)
            ? new CollectionType(CollectionForm.Canon, collection.Element)
            : variable.Type;
        return new VariableValue(name, type);
    }

    /// <summary>What a variable stands for in the end.</summary>
    private Value Resolve(VariableValue variable)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_values.TryGetValue(variable.Name, out Value? found))
        {
            return variable;
        }

        if (found is not VariableValue first || !_values.TryGetValue(first.Name, out Value? next))
        {
            return Derive(variable, found);
        }

        // a variable of a function may have the name of one around the call
        Value last = next is VariableValue second && second.Name != variable.Name ? Resolve(second) : next;
        return last is VariableValue target ? Derive(variable, first.Behind(target)) : Derive(variable, last);
    }

    private static Value Derive(VariableValue variable, Value from) => from is VariableValue target ? variable.Behind(target)
        : variable.Accesses.IsEmpty ? from
        : throw new LoweringException($"something is taken out of the literal that `{variable.Name}` stands for");

    /// <summary>Gives a name a value; that of an ability with its members, that of a stream where it is new.</summary>
    private void Define(string name, Value value)
    {
        if (value is VariableValue { Accesses.IsEmpty: true, Type: NamedType { IsAbility: true } type } ability)
        {
            DefineMembers(ability.Name, name, type);
        }
        else if (value is VariableValue { Type: CollectionType { IsMutable: true } stream } variable && variable.Name == name)
        {
            _streams.Add(name, stream);
        }

        _values = _values.SetItem(name, value);
    }

    private void DefineMembers(string from, string to, NamedType type)
    {
        foreach ((string field, AquaType fieldType) in type.Fields)
        {
            string source = $"{from}.{field}", target = $"{to}.{field}";
            if (fieldType is NamedType { Kind: NamedKind.Ability } inner)
            {
                DefineMembers(source, target, inner);
            }
            else
            {
                _values = _values.SetItem(target, LastValue(source) ?? new VariableValue(source, fieldType));
            }
        }
    }

    /// <summary>The last of the values that a name leads to, each the name of the next.</summary>
    private Value? LastValue(string name)
    {
        Value? last = null;
        while (_values.TryGetValue(name, out Value? value))
        {
            last = value;
            if (value is not VariableValue variable || variable.Name == name)
            {
                break;
            }

            name = variable.Name;
        }

        return last;
    }

    /// <summary>Values with what has been done before them, as an instruction.</summary>
    private (Value Value, Op? Before) Model(RawValue value, bool accessesAllowed = true)
    {
        (Value model, Steps steps) = Unfold(value, accessesAllowed);
        return (model, steps.AsPrefix());
    }

    private ImmutableArray<(Value Value, Op? Before)> Models(IEnumerable<RawValue> values) => [.. values.Select(value => Model(value))];

    /// <summary>A stream or stream map made canonical; other values as they are.</summary>
    private (Value Value, Op? Before) Canonical((Value Value, Op? Before) model)
    {
        if (model.Value is not VariableValue { BaseType: CollectionType { IsMutable: true } stream } variable)
        {
            return model;
        }

        Target canon = new(_mangler.Take($"{variable.Name}_canon"), stream.ToCanon());
        CanonOp op = new(variable.Bare(), canon);
        VariableValue result = new(canon.Name, canon.Type, variable.Accesses);
        return (result, model.Before is null ? op : Ops.Sequence(model.Before, op));
    }
}

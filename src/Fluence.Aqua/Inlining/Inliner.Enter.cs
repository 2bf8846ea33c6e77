using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>What the names of a function's body mean in a call of it.</summary>
internal sealed partial class Inliner
{
    /// <summary>Begins a function's body: gives its names their meanings and returns what is to be done before the body.</summary>
    private Op Enter(InlineFunction function, ImmutableArray<Value> arguments)
    {
        Dictionary<string, string> renames = new(StringComparer.Ordinal), fixedNames = new(StringComparer.Ordinal);
        Dictionary<string, Value> data = new(StringComparer.Ordinal);
        List<(string Label, VariableValue Stream, CollectionType Type)> toCanon = [];
        ImmutableDictionary<string, InlineFunction> functions = ImmutableDictionary<string, InlineFunction>.Empty.WithComparers(StringComparer.Ordinal);
        foreach (((string label, AquaType type), Value argument) in function.Type.Domain.WithLabels().Zip(arguments))
        {
            VariableValue? variable = argument as VariableValue;
            CollectionType? mutable = variable?.Type is CollectionType { IsMutable: true } stream ? stream : null;
            if (mutable is not null && type is CollectionType { IsMutable: true })
            {
                fixedNames[label] = variable!.Name;
            }
            else if (mutable is not null && type is CollectionType)
            {
                toCanon.Add((label, variable!, mutable));
            }
            else if (type.IsData)
            {
                data[label] = argument;
            }
            else if (variable?.Type is NamedType { IsAbility: true } ability)
            {
                RenameMembers(renames, ability, label, variable.Name);
                functions = PassAbility(variable.Name, ability, functions);
            }

            if (variable?.Type is ArrowType && _functions.TryGetValue(variable.Name, out InlineFunction? passed))
            {
                functions = functions.SetItem(variable.Name, passed);
            }

            if (type is ArrowType && variable is not null)
            {
                renames[label] = variable.Name;
            }
        }

        ImmutableDictionary<string, Value>.Builder values = _values.ToBuilder();
        foreach ((string label, Value value) in data)
        {
            string name = _mangler.Take(label);
            values[name] = value;
            if (name != label)
            {
                renames[label] = name;
            }
        }

        functions = Capture(function, renames, values, functions);
        _mangler.Take(_cache.NamesOf(function.Body).Defined.Select(function.Renaming.Of).Distinct(), renames);
        Op canons = PassCanons(toCanon, renames, out HashSet<string>? canonNames);
        foreach ((string label, string name) in fixedNames)
        {
            renames[label] = name;
        }

        (_values, _functions, _renaming) = (values.ToImmutable(), functions, function.Renaming.Then(renames, canonNames));
        return canons;
    }

    private Op PassCanons(
        List<(string Label, VariableValue Stream, CollectionType Type)> streams, Dictionary<string, string> renames, out HashSet<string>? names)
    {
        names = null;
        List<Op> canons = [];
        foreach ((string label, VariableValue stream, CollectionType type) in streams)
        {
            string canon = _mangler.Take($"{stream.Name}_canon");
            canons.Add(new CanonOp(stream, new Target(canon, type.ToCanon())));
            renames[label] = canon;
            (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(canon);
        }

        return Ops.Sequence(canons);
    }

    /// <summary>The functions of an ability that is an argument.</summary>
    private ImmutableDictionary<string, InlineFunction> PassAbility(
        string name, NamedType type, ImmutableDictionary<string, InlineFunction> functions)
    {
        foreach ((string field, AquaType fieldType) in type.AllFields())
        {
            if (fieldType is ArrowType && LastValue($"{name}.{field}") is VariableValue arrow
                && _functions.TryGetValue(arrow.Name, out InlineFunction? function))
            {
                functions = functions.SetItem(arrow.Name, function);
            }
        }

        return functions;
    }

    private static void RenameMembers(Dictionary<string, string> renames, NamedType type, string from, string to)
    {
        renames[from] = to;
        foreach ((string field, _) in type.AllFields())
        {
            renames[$"{from}.{field}"] = $"{to}.{field}";
        }
    }

    /// <summary>Gives what a function reads from where it was defined names of their own.</summary>
    private ImmutableDictionary<string, InlineFunction> Capture(
        InlineFunction function, Dictionary<string, string> renames,
        ImmutableDictionary<string, Value>.Builder values, ImmutableDictionary<string, InlineFunction> functions)
    {
        ImmutableDictionary<string, Value> rest = function.Values;
        ImmutableDictionary<string, InlineFunction> restFunctions = function.Functions;
        foreach ((string name, Value value) in function.Values)
        {
            if (value is VariableValue { Accesses.IsEmpty: true, Type: NamedType { IsAbility: true } type })
            {
                CaptureAbility(name, type, function, renames, values, ref functions, ref rest, ref restFunctions);
            }
        }

        Dictionary<string, string> own = new(StringComparer.Ordinal);
        foreach ((string name, Value value) in rest)
        {
            string fresh = own[name] = _mangler.Take(name);
            values[fresh] = value;
        }

        HashSet<string> byValues = NamesOfFunctions(rest);
        foreach ((string name, InlineFunction inner) in restFunctions)
        {
            bool isValue = byValues.Contains(name) || byValues.Contains(inner.Name);
            if (!own.TryGetValue(name, out string? fresh))
            {
                fresh = own[name] = isValue ? name : _mangler.Take(name);
            }

            functions = functions.SetItem(fresh, inner);
        }

        foreach ((string name, string fresh) in own.Where(pair => pair.Key != pair.Value))
        {
            renames[name] = fresh;
        }

        return functions;
    }

    private void CaptureAbility(
        string name, NamedType type, InlineFunction function, Dictionary<string, string> renames, ImmutableDictionary<string, Value>.Builder values,
        ref ImmutableDictionary<string, InlineFunction> functions, ref ImmutableDictionary<string, Value> rest,
        ref ImmutableDictionary<string, InlineFunction> restFunctions)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal);
        RenameMembers(own, type, name, _mangler.Take(name));
        ImmutableDictionary<string, Value>.Builder related = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach ((string from, string to) in own)
        {
            renames[from] = to;
            if (function.Values.TryGetValue(from, out Value? value))
            {
                related[from] = value;
                values[to] = value is VariableValue variable
                    && (variable.Type is NamedType { IsAbility: true } || (variable.Type is ArrowType && own.ContainsKey(variable.Name)))
                    ? new VariableValue(to, variable.BaseType, variable.Accesses)
                    : value;
                rest = rest.Remove(from);
            }
        }

        HashSet<string> names = NamesOfFunctions(related);
        foreach ((string key, InlineFunction inner) in function.Functions)
        {
            if (names.Contains(key) || names.Contains(inner.Name))
            {
                functions = functions.SetItem(own.GetValueOrDefault(key, key), inner);
                restFunctions = restFunctions.Remove(key);
            }
        }
    }

    /// <summary>The names under which functions among values are known.</summary>
    private static HashSet<string> NamesOfFunctions(IEnumerable<KeyValuePair<string, Value>> values)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, Value value) in values)
        {
            names.Add(name);
            if (value is VariableValue { Type: ArrowType } arrow)
            {
                names.Add(arrow.Name);
            }
        }

        return names;
    }
}

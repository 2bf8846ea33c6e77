using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Members, methods, copies and items of values, and what names with dots mean.</summary>
internal sealed partial class FileAnalyzer
{
    private RawValue? Property(PropertySyntax property)
    {
        // what looks like a member may be a function, constant or type of a module
        if (ModuleCall(property) is { } call)
        {
            return MethodOfModule(call.Module, call.Call);
        }

        if (InModule(property) is { } inner)
        {
            return Value(inner);
        }

        if (ModuleConstructor(property) is { } constructor)
        {
            return Construct(constructor.Name, constructor.Arguments, property);
        }

        RawValue? value = Value(property.Value);
        foreach (AccessSyntax access in property.Accesses)
        {
            if (value is null || Access(value.Type, access) is not { } taken)
            {
                return null;
            }

            value = new RawProperty(value, taken);
        }

        return value;
    }

    /// <summary>The names of a variable and the fields behind it, as far as they are such.</summary>
    private static IEnumerable<NameSyntax> Path(PropertySyntax property)
    {
        if (property.Value is not VariableSyntax variable)
        {
            yield break;
        }

        yield return variable.Name;
        foreach (AccessSyntax access in property.Accesses)
        {
            if (access is not FieldAccessSyntax field)
            {
                yield break;
            }

            yield return field.Name;
        }
    }

    private static NameSyntax Joined(IEnumerable<NameSyntax> names)
    {
        NameSyntax[] all = [.. names];
        return new NameSyntax(all[0].Span.To(all[^1].Span), string.Join('.', all.Select(name => name.Text)));
    }

    private (NameSyntax Module, CallSyntax Call)? ModuleCall(PropertySyntax property)
    {
        if (property.Value is not VariableSyntax || property.Accesses[^1] is not CallAccessSyntax call)
        {
            return null;
        }

        NameSyntax[] path = [.. Path(property)];
        return path.Length == property.Accesses.Length && Joined(path) is { } module && _modules.ContainsKey(module.Text)
            ? (module, call.Call)
            : null;
    }

    /// <summary>The same with the module's name and the name in it as one name; null where it begins with no module.</summary>
    private ValueSyntax? InModule(PropertySyntax property)
    {
        NameSyntax[] path = [.. Path(property)];
        if (path.Length < 2 || path[0].Text.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        for (int length = path.Length - 1; length > 0; length--)
        {
            if (_modules.ContainsKey(Joined(path[..length]).Text))
            {
                VariableSyntax variable = new(Joined(path[..(length + 1)]));
                ImmutableArray<AccessSyntax> rest = property.Accesses[length..];
                return rest.IsEmpty ? variable : new PropertySyntax(variable, rest);
            }
        }

        return null;
    }

    private (NameSyntax Name, ImmutableArray<NamedArgumentSyntax> Arguments)? ModuleConstructor(PropertySyntax property)
    {
        if (property.Value is not VariableSyntax || property.Accesses[^1] is not ConstructAccessSyntax construct)
        {
            return null;
        }

        NameSyntax[] path = [.. Path(property)];
        return path.Length == property.Accesses.Length && Joined(path) is { } name && _types.ContainsKey(name.Text)
            ? (name, construct.Arguments)
            : null;
    }

    /// <summary>A call of an ability, of a service or of a module's function, by a name with dots.</summary>
    private RawCall? MethodOfModule(NameSyntax owner, CallSyntax call)
    {
        _symbols?.UseValue(owner);
        string? name = owner.Text;
        NamedType? type = _names.Read(owner.Text) as NamedType;
        if (type is not { IsAbility: true } && _types.TryGetValue(owner.Text, out AquaType? named)
            && named is NamedType { Kind: NamedKind.Service } service)
        {
            type = service;
            if ((name = ServiceName(owner)) is null)
            {
                return null;
            }
        }

        if (type is not { IsAbility: true })
        {
            OfferModule(call.Function, owner.Text);
            _symbols?.UseValue(new NameSyntax(owner.Span.To(call.Function.Span), $"{owner}.{call.Function}"));
        }

        string function = $"{name}.{call.Function}";
        ArrowType? arrow = type is { IsAbility: true } ? Method(type, call.Function)
            : _modules[owner.Text].Parts.LastOrDefault(part => part.Part.Name == call.Function.Text).Part is RawFunctionPart found
                ? found.Function.Type
                : Error<ArrowType>(
                    call.Function.Span, "unknown-name", $"`{owner}` has no function `{call.Function}`",
                    SimilarNames.Hint(call.Function.Text, _modules[owner.Text].Parts.Select(part => part.Part.Name)));
        return Call(call, function, arrow);
    }

    private ArrowType? Method(NamedType type, NameSyntax name)
    {
        OfferMembers(name, type);
        _symbols?.UseMember(name, type);
        return type.Fields.GetValueOrDefault(name.Text) as ArrowType
        ?? Error<ArrowType>(
            name.Span, "unknown-member", $"`{type.Name}` has no function `{name}`",
            SimilarNames.Hint(name.Text, type.Fields.Where(field => field.Value is ArrowType).Select(field => field.Key))
                ?? "it has " + string.Join(", ", type.Fields.Keys.Select(field => $"`{field}`")));
    }

    private RawAccess? Access(AquaType root, AccessSyntax access) => access switch
    {
        FieldAccessSyntax field => Field(root, field.Name),
        CallAccessSyntax call => Method(root, call.Call),
        CopyAccessSyntax copy => Copy(root, copy),
        IndexAccessSyntax index => Index(root, index),
        _ => Error<RawAccess>(access.Span, "no-constructor", "named arguments make data or an ability, for which a type's name is needed"),
    };

    private RawAccess? Field(AquaType root, NameSyntax name)
    {
        OfferMembers(name, root);
        _symbols?.UseMember(name, root);
        if (root is NamedType named)
        {
            return named.Fields.TryGetValue(name.Text, out AquaType? type) ? new RawField(name.Text, type)
                : Error<RawAccess>(
                    name.Span, "unknown-member", $"`{named.Name}` has no `{name}`",
                    SimilarNames.Hint(name.Text, named.Fields.Keys)
                        ?? "it has " + string.Join(", ", named.Fields.Keys.Select(field => $"`{field}`")));
        }

        return root is CollectionType && name.Text == "length" ? new RawFunctor(name.Text, ScalarType.U32)
            : Error<RawAccess>(name.Span, "unknown-member", $"{root} has no `{name}`");
    }

    private RawMethod? Method(AquaType root, CallSyntax call)
    {
        RawValue?[] arguments = [.. call.Arguments.Select(Value)];
        ArrowType? arrow = root switch
        {
            NamedType { IsAbility: true } type => Method(type, call.Function),
            CollectionType { Form: CollectionForm.StreamMap } map => MapFunction(map, call.Function),
            _ => Error<ArrowType>(call.Function.Span, "unknown-member", $"{root} has no function `{call.Function}`"),
        };
        return arrow is not null && Arguments(call, arrow, arguments) is { } given
            ? new RawMethod(call.Function.Text, arrow, given)
            : null;
    }

    private ArrowType? MapFunction(CollectionType map, NameSyntax name) => name.Text switch
    {
        "get" => Arrow(ScalarType.String, CollectionType.Array(map.Element)),
        "getStream" => Arrow(ScalarType.String, CollectionType.Stream(map.Element)),
        "keys" => Arrow(null, CollectionType.Array(ScalarType.String)),
        "keysStream" => Arrow(null, CollectionType.Stream(ScalarType.String)),
        "contains" => Arrow(ScalarType.String, ScalarType.Bool),
        _ => Error<ArrowType>(
            name.Span, "unknown-member", $"a stream map has no function `{name}`", "it has get, getStream, keys, keysStream and contains"),
    };

    private static ArrowType Arrow(AquaType? argument, AquaType result) =>
        new(argument is null ? ProductType.Empty : ProductType.Of([argument]), ProductType.Of([result]));

    private RawCopy? Copy(AquaType root, CopyAccessSyntax copy)
    {
        OfferMembers(copy.Arguments, root);
        if (NamedArguments(copy.Arguments, root) is not { } fields)
        {
            return null;
        }

        if (root is not NamedType { Kind: NamedKind.Data } type)
        {
            return Error<RawCopy>(copy.Word, "no-data", $"only data can be copied, this is {root}");
        }

        foreach (NamedArgumentSyntax argument in copy.Arguments)
        {
            if (!type.Fields.TryGetValue(argument.Name.Text, out AquaType? expected))
            {
                return Error<RawCopy>(
                    argument.Name.Span, "unknown-member", $"`{type.Name}` has no `{argument.Name}`",
                    SimilarNames.Hint(argument.Name.Text, type.Fields.Keys));
            }

            if (!Fits(argument.Value, expected, fields[argument.Name.Text].Type))
            {
                return null;
            }
        }

        return new RawCopy(type, fields);
    }

    private RawIndex? Index(AquaType root, IndexAccessSyntax access)
    {
        RawValue? index = access.Index is null ? new RawLiteral("0", LiteralType.Unsigned) : Value(access.Index);
        if (index is null || (access.Index is not null && !IsOneOf(access.Index, ScalarType.Integers, index.Type)))
        {
            return null;
        }

        if (root is not CollectionType collection)
        {
            return Error<RawIndex>(access.Span, "no-collection", $"only collections have items, this is {root}");
        }

        return collection.Form == CollectionForm.Option && access.Index is not null
            ? Error<RawIndex>(access.Index.Span, "index-of-option", "an option has one item at most", "take it with `!`")
            : new RawIndex(index, collection.Element);
    }
}

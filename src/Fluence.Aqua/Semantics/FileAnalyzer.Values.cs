using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Values: literals, names, calls, collections, data.</summary>
internal sealed partial class FileAnalyzer
{
    private RawValue? Value(ValueSyntax value) => Meaning(value) is { } meaning && IsSmall(meaning.Type, value.Span) ? meaning : null;

    private RawValue? Meaning(ValueSyntax value) => value switch
    {
        LiteralSyntax literal => new RawLiteral(literal.Text, TypeOf(literal.Kind)),
        VariableSyntax variable => Variable(variable.Name),
        ParenthesesSyntax inner => Value(inner.Value),
        CallSyntax call => Call(call, call.Function.Text, FunctionType(call.Function)),
        ConstructorSyntax constructor => Construct(constructor.Type, constructor.Arguments, constructor),
        CollectionSyntax collection => Collection(collection),
        NotSyntax not => Value(not.Operand) is { } operand && Fits(not.Operand, ScalarType.Bool, operand.Type) ? new RawNot(operand) : null,
        BinarySyntax binary => Binary(binary),
        _ => Property((PropertySyntax)value),
    };

    /// <summary>A value that is text.</summary>
    private RawValue? Text(ValueSyntax syntax) =>
        Value(syntax) is { } value && Fits(syntax, LiteralType.String, value.Type) ? value : null;

    /// <summary>The type of a literal.</summary>
    internal static LiteralType TypeOf(LiteralKind kind) => kind switch
    {
        LiteralKind.Bool => LiteralType.Bool,
        LiteralKind.Unsigned => LiteralType.Unsigned,
        LiteralKind.Signed => LiteralType.Signed,
        LiteralKind.Float => LiteralType.Float,
        _ => LiteralType.String,
    };

    private RawVariable? Variable(NameSyntax name, bool isShort = false)
    {
        OfferNames(name);
        _symbols?.UseValue(name, isShort);
        if (_names.Read(name.Text) is { } type)
        {
            return new RawVariable(name.Text, type);
        }

        return _types.TryGetValue(name.Text, out AquaType? named) && named is NamedType { Kind: NamedKind.Service } service
            ? ServiceName(name) is { } renamed ? new RawVariable(renamed, service) : null
            : UnknownName<RawVariable>(name, _names.All);
    }

    private string? ServiceName(NameSyntax service) =>
        !_services.Has(service.Text) ? Error<string>(service.Span, "no-service", $"the service `{service}` is not known here")
        : _services.NameOf(service.Text)
            ?? Error<string>(service.Span, "no-service-id", $"`{service}` has no id here", $"set it before: `{service} \"id\"`");

    private ArrowType? FunctionType(NameSyntax name)
    {
        OfferNames(name);
        _symbols?.UseValue(name);
        return _names.ReadArrow(name.Text) ?? UnknownName<ArrowType>(name, _names.Functions);
    }

    /// <summary>A call by the name that the function has here.</summary>
    private RawCall? Call(CallSyntax call, string function, ArrowType? arrow)
    {
        RawValue?[] arguments = [.. call.Arguments.Select(Value)];
        return arrow is not null && Arguments(call, arrow, arguments) is { } given ? new RawCall(function, given, arrow) : null;
    }

    private ImmutableArray<RawValue>? Arguments(CallSyntax call, ArrowType arrow, RawValue?[] arguments)
    {
        if (arguments.Length != arrow.Domain.Length)
        {
            TextSpanOfExtra(call, arrow, out Syntax.TextSpan span);
            _sink.Error(
                span, "argument-count", $"`{call.Function}` takes {arrow.Domain.Length} arguments, {arguments.Length} are given",
                $"its type is {arrow}");
            return null;
        }

        bool fits = true;
        for (int i = 0; i < arguments.Length; i++)
        {
            fits &= arguments[i] is { } argument && Fits(call.Arguments[i], arrow.Domain.Items[i].Type, argument.Type);
        }

        return fits ? [.. arguments!] : null;
    }

    private static void TextSpanOfExtra(CallSyntax call, ArrowType arrow, out Syntax.TextSpan span) =>
        span = call.Arguments.Length > arrow.Domain.Length ? call.Arguments[arrow.Domain.Length].Span : call.Function.Span;

    private RawRecord? Construct(NameSyntax name, ImmutableArray<NamedArgumentSyntax> arguments, ValueSyntax place)
    {
        if (NamedTypeOf(name) is not { } resolved)
        {
            return null;
        }

        if (resolved is not NamedType { Kind: not NamedKind.Service } type)
        {
            return Error<RawRecord>(name.Span, "no-constructor", $"only data and abilities can be made, `{name}` is {resolved}");
        }

        OfferMembers(arguments, type);
        if (NamedArguments(arguments, type) is not { } fields)
        {
            return null;
        }

        foreach ((string field, AquaType expected) in type.Fields)
        {
            NamedArgumentSyntax? argument = arguments.LastOrDefault(each => each.Name.Text == field);
            if (argument is null)
            {
                return Error<RawRecord>(place.Span, "missing-member", $"`{field}` of type {expected} is missing");
            }

            if (!Fits(argument.Value, expected, fields[field].Type))
            {
                return null;
            }
        }

        foreach (NamedArgumentSyntax argument in arguments.Where(argument => !type.Fields.ContainsKey(argument.Name.Text)))
        {
            _sink.Warning(
                argument.Name.Span, "unknown-member", $"`{name}` has no `{argument.Name}`",
                SimilarNames.Hint(argument.Name.Text, type.Fields.Keys));
        }

        return new RawRecord(fields, type);
    }

    private ImmutableSortedDictionary<string, RawValue>? NamedArguments(
        ImmutableArray<NamedArgumentSyntax> arguments, AquaType owner)
    {
        ImmutableSortedDictionary<string, RawValue>.Builder fields =
            ImmutableSortedDictionary.CreateBuilder<string, RawValue>(StringComparer.Ordinal);
        bool isComplete = true;
        foreach (NamedArgumentSyntax argument in arguments)
        {
            _symbols?.UseMember(argument.Name, owner, argument.IsShort);
            RawValue? value = argument is { IsShort: true, Value: VariableSyntax variable } ? Variable(variable.Name, isShort: true)
                : Value(argument.Value);
            if (fields.ContainsKey(argument.Name.Text))
            {
                isComplete = false;
                _sink.Error(argument.Name.Span, "argument-given-twice", $"`{argument.Name}` is given twice");
            }

            isComplete &= value is not null;
            if (value is not null)
            {
                fields[argument.Name.Text] = value;
            }
        }

        return isComplete ? fields.ToImmutable() : null;
    }

    private RawValue? Collection(CollectionSyntax collection)
    {
        List<RawValue> values = [];
        List<AquaType> types = [];
        bool isComplete = true;
        foreach (ValueSyntax item in collection.Items)
        {
            RawValue? value = Value(item);
            AquaType? type = value is null ? null : Collectible(item, value.Type);
            isComplete &= type is not null;
            if (type is not null)
            {
                values.Add(value!);
                types.Add(type);
            }
        }

        if (!isComplete)
        {
            return null;
        }

        AquaType element = TypeCombination.ElementOf(types);
        if (collection.Kind == CollectionKind.Stream)
        {
            string name = _fresh.Take("stream-anon");
            CollectionType stream = CollectionType.Stream(element);
            _names.DefineVariable(name, stream);
            return new RawStream([.. values], name, stream);
        }

        return values.Count == 0 ? RawLiteral.Nil : new RawCollection([.. values], CollectionType.Of(collection.Kind, element));
    }
}

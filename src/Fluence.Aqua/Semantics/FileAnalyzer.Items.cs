using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Definitions.</summary>
internal sealed partial class FileAnalyzer
{
    private RawPart? Item(ItemSyntax item)
    {
        RawPart? part = item switch
        {
            ConstSyntax constant => Const(constant),
            AliasSyntax alias => Alias(alias),
            DataSyntax data => Data(data),
            AbilitySyntax ability => Ability(ability),
            ServiceSyntax service => Service(service),
            _ => Func((FuncSyntax)item),
        };
        if (_symbols is not null)
        {
            part = WithOrigin(item, part, _symbols);
        }

        if (part is not null)
        {
            Know(part.Name, part);
        }

        return part;
    }

    private static RawPart? WithOrigin(ItemSyntax item, RawPart? part, SymbolRecorder symbols)
    {
        AquaType? type = part switch
        {
            RawConstant constant => constant.Value.Type,
            RawFunctionPart function => function.Function.Type,
            RawType named => named.Type,
            RawService service => service.Type,
            _ => null,
        };
        Definition origin = symbols.DefineItem(item, type);
        return part switch
        {
            RawType { Type: NamedType named } defined when item is not AliasSyntax =>
                defined with { Type = named.From(origin), Origin = origin },
            RawService service => service with { Type = service.Type.From(origin), Origin = origin },
            null => null,
            _ => part with { Origin = origin },
        };
    }

    private RawConstant? Const(ConstSyntax constant)
    {
        AquaType? before = _names.Constant(constant.Name.Text);
        if (Value(constant.Value) is not { } value)
        {
            return null;
        }

        if (before is not null && constant.IsDefault)
        {
            // the value from outside stays; only its type is checked
            Fits(constant.Value, before, value.Type);
            return null;
        }

        return _names.Read(constant.Name.Text) is not null
            ? Error<RawConstant>(constant.Name.Span, "name-defined-twice", $"`{constant.Name}` is defined already")
            : new RawConstant(constant.Name.Text, value, constant.IsDefault);
    }

    private RawType? Alias(AliasSyntax alias) =>
        TypeOf(alias.Target) is { } target && IsNew(alias.Name) ? new RawType(alias.Name.Text, target) : null;

    private RawType? Data(DataSyntax data)
    {
        if (Members(data.Members) is not { } members)
        {
            return null;
        }

        foreach ((MemberSyntax member, AquaType type) in members)
        {
            if (!type.IsData)
            {
                return Error<RawType>(member.Type.Span, "no-data", $"a member of data is data itself, no {type}");
            }
        }

        return IsNew(data.Name) ? new RawType(data.Name.Text, TypeFrom(NamedKind.Data, data.Name, members)) : null;
    }

    private RawType? Ability(AbilitySyntax ability) =>
        Members(ability.Members) is { } members && IsNew(ability.Name)
            ? new RawType(ability.Name.Text, TypeFrom(NamedKind.Ability, ability.Name, members))
            : null;

    private RawService? Service(ServiceSyntax service)
    {
        if (Members(service.Members) is not { } members)
        {
            return null;
        }

        foreach ((MemberSyntax member, AquaType type) in members)
        {
            if (((ArrowType)type).Codomain.Length > 1)
            {
                return Error<RawService>(member.Name.Span, "several-results", "a function of a service has one result at most");
            }
        }

        RawValue? id = null;
        if (service.Id is { } given && (id = Text(given)) is null)
        {
            return null;
        }

        return IsNew(service.Name) ? new RawService(service.Name.Text, TypeFrom(NamedKind.Service, service.Name, members), id) : null;
    }

    private static NamedType TypeFrom(NamedKind kind, NameSyntax name, ImmutableArray<(MemberSyntax Member, AquaType Type)> members) =>
        NamedType.Of(kind, name.Text, members.Select(member => KeyValuePair.Create(member.Member.Name.Text, member.Type)));

    private RawFunctionPart? Func(FuncSyntax func)
    {
        if (Arrow(func.Name.Text, func.Arrow, func.Body) is not { } function)
        {
            return null;
        }

        return _names.Read(func.Name.Text) is not null
            ? Error<RawFunctionPart>(func.Name.Span, "name-defined-twice", $"`{func.Name}` is defined already")
            : new RawFunctionPart(func.Name.Text, function);
    }
}

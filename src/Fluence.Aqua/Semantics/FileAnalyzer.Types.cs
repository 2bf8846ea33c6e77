using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Types as they are written.</summary>
internal sealed partial class FileAnalyzer
{
    private const int MaxTypeSize = 100_000, MaxTypeDepth = 300;

    private AquaType? TypeOf(TypeSyntax syntax)
    {
        AquaType? type = syntax switch
        {
            TopBottomTypeSyntax extreme => extreme.IsTop ? ExtremeType.Top : ExtremeType.Bottom,
            ScalarTypeSyntax scalar => ScalarType.Of(scalar.Name),
            NamedTypeSyntax named => NamedTypeOf(named.Name),
            CollectionTypeSyntax collection => CollectionOf(collection),
            _ => ArrowOf((ArrowTypeSyntax)syntax),
        };
        return type is not null && IsSmall(type, syntax.Span) ? type : null;
    }

    private bool IsSmall(AquaType type, TextSpan place)
    {
        if (type is { Size: <= MaxTypeSize, Depth: <= MaxTypeDepth })
        {
            return true;
        }

        _sink.Error(
            place, "large-type", type.Depth > MaxTypeDepth ? $"the type is nested deeper than {MaxTypeDepth} levels"
                : $"the type is made of more than {MaxTypeSize} types, those within others counted each time");
        return false;
    }

    private AquaType? NamedTypeOf(NameSyntax name)
    {
        OfferTypes(name);
        _symbols?.UseType(name);
        if (_types.TryGetValue(name.Text, out AquaType? type))
        {
            return type;
        }

        return _broken.Contains(name.Text) ? Broken<AquaType>(name)
            : Error<AquaType>(name.Span, "unknown-type", $"the type `{name}` is not defined", SimilarNames.Hint(name.Text, _types.Keys));
    }

    private CollectionType? CollectionOf(CollectionTypeSyntax syntax)
    {
        if (TypeOf(syntax.Element) is not { } element)
        {
            return null;
        }

        return element.IsData ? CollectionType.Of(syntax.Kind, element)
            : Error<CollectionType>(syntax.Element.Span, "no-data", $"a collection holds data, no {element}");
    }

    private ArrowType? ArrowOf(ArrowTypeSyntax syntax)
    {
        List<(string?, AquaType)> parameters = [];
        bool isComplete = true;
        foreach (NamedTypeSyntax ability in syntax.Abilities)
        {
            AquaType? type = NamedTypeOf(ability.Name);
            isComplete &= type is not null;
            parameters.Add((ability.Name.Text, type!));
        }

        foreach (ParameterSyntax parameter in syntax.Parameters)
        {
            AquaType? type = TypeOf(parameter.Type);
            isComplete &= type is not null;
            parameters.Add((parameter.Name?.Text, type!));
        }

        List<AquaType> results = [];
        foreach (TypeSyntax result in syntax.Results)
        {
            AquaType? type = TypeOf(result);
            isComplete &= type is not null;
            results.Add(type!);
        }

        ArrowType? arrow = isComplete ? new ArrowType(new ProductType([.. parameters]), ProductType.Of(results)) : null;
        return arrow is not null && IsSmall(arrow, syntax.Span) ? arrow : null;
    }

    private ImmutableArray<(MemberSyntax Member, AquaType Type)>? Members(ImmutableArray<MemberSyntax> members)
    {
        List<(MemberSyntax, AquaType)> all = [];
        HashSet<string> names = [];
        bool isComplete = true;
        foreach (MemberSyntax member in members)
        {
            if (TypeOf(member.Type) is { } type)
            {
                all.Add((member, type));
            }
            else
            {
                isComplete = false;
            }

            if (!names.Add(member.Name.Text))
            {
                isComplete = false;
                _sink.Error(member.Name.Span, "member-defined-twice", $"`{member.Name}` is defined above already");
            }
        }

        return isComplete ? [.. all] : null;
    }

    /// <summary>Whether a type can have a name.</summary>
    private bool IsNew(NameSyntax name)
    {
        if (!_types.ContainsKey(name.Text))
        {
            return true;
        }

        _sink.Error(name.Span, "type-defined-twice", $"the type `{name}` is defined already");
        return false;
    }
}

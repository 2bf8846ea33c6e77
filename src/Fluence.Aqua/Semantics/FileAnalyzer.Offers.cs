using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;
using Offered = (string Name, Fluence.Aqua.Types.AquaType? Type, Fluence.Aqua.Types.DefinitionKind Kind);

namespace Fluence.Aqua.Semantics;

/// <summary>Names that could stand where an editor asks for them.</summary>
internal sealed partial class FileAnalyzer
{
    private void OfferNames(NameSyntax name)
    {
        int dot = name.Text.LastIndexOf('.');
        if (dot > 0)
        {
            OfferModule(name, name.Text[..dot]);
        }
        else if (_symbols is { } symbols && symbols.IsWanted(name))
        {
            symbols.Offer([
                .. _names.All.Where(each => !each.StartsWith('-') && !each.Contains('.', StringComparison.Ordinal))
                    .Distinct().Select(NameOffer),
                .. _types.Where(type => !type.Key.Contains('.', StringComparison.Ordinal)).Select(TypeOffer),
                .. _modules.Keys.Where(path => !path.Contains('.', StringComparison.Ordinal))
                    .Select(path => (path, (AquaType?)null, DefinitionKind.Module)),
            ]);
        }
    }

    private void OfferTypes(NameSyntax name)
    {
        if (_symbols is { } symbols && symbols.IsWanted(name))
        {
            int dot = name.Text.LastIndexOf('.');
            string prefix = name.Text[..(dot + 1)];
            symbols.Offer(_types.Where(type => type.Key.StartsWith(prefix, StringComparison.Ordinal)
                    && !type.Key[prefix.Length..].Contains('.', StringComparison.Ordinal))
                .Select(type => TypeOffer(new(type.Key[prefix.Length..], type.Value)))
                .Concat(prefix.Length > 0 ? [] : ScalarType.All.Select(scalar => (scalar.Name, (AquaType?)scalar, DefinitionKind.Type))));
        }
    }

    private void OfferMembers(NameSyntax name, AquaType root)
    {
        if (_symbols is { } symbols && symbols.IsWanted(name))
        {
            symbols.Offer(root switch
            {
                NamedType named =>
                    [.. named.Fields.Select(MemberOffer), .. named.Kind == NamedKind.Data ? [Method("copy")] : Array.Empty<Offered>()],
                CollectionType { Form: CollectionForm.StreamMap } =>
                    [Method("get"), Method("getStream"), Method("keys"), Method("keysStream"), Method("contains")],
                CollectionType => [("length", ScalarType.U32, DefinitionKind.Field)],
                _ => Array.Empty<Offered>(),
            });
        }
    }

    private void OfferMembers(ImmutableArray<NamedArgumentSyntax> arguments, AquaType root)
    {
        foreach (NamedArgumentSyntax argument in _symbols is null ? [] : arguments)
        {
            OfferMembers(argument.Name, root);
        }
    }

    private void OfferModule(NameSyntax name, string path)
    {
        if (_symbols is { } symbols && symbols.IsWanted(name) && _modules.TryGetValue(path, out RawModule? module))
        {
            symbols.Offer([
                .. module.Parts.Select(part => part.Part switch
                {
                    RawFunctionPart function => (function.Name, function.Function.Type, DefinitionKind.Function),
                    RawConstant constant => (constant.Name, constant.Value.Type, DefinitionKind.Constant),
                    RawService service => (service.Name, service.Type, DefinitionKind.Service),
                    var other => TypeOffer(new(other.Name, ((RawType)other).Type)),
                }),
                .. module.Modules.Keys.Select(inner => (inner, (AquaType?)null, DefinitionKind.Module)),
            ]);
        }
    }

    private Offered NameOffer(string name)
    {
        AquaType? type = _names.Read(name);
        return (name, type, _names.IsConstant(name) ? DefinitionKind.Constant
            : type is ArrowType ? DefinitionKind.Function : DefinitionKind.Variable);
    }

    private static Offered TypeOffer(KeyValuePair<string, AquaType> type) => (type.Key, type.Value, type.Value switch
    {
        NamedType { Kind: NamedKind.Service } => DefinitionKind.Service,
        NamedType { Kind: NamedKind.Ability } => DefinitionKind.Ability,
        _ => DefinitionKind.Type,
    });

    private static Offered MemberOffer(KeyValuePair<string, AquaType> member) =>
        (member.Key, member.Value, member.Value is ArrowType ? DefinitionKind.Method : DefinitionKind.Field);

    private static Offered Method(string name) => (name, null, DefinitionKind.Method);
}

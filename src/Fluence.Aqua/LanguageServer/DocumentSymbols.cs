using System.Text.Json.Nodes;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.LanguageServer;

/// <summary>The outline of a document: its definitions and their members.</summary>
internal static class DocumentSymbols
{
    private const int Method = 6, Field = 8, Interface = 11, Function = 12, Constant = 14, Struct = 23, Class = 5, TypeParameter = 26;

    internal static JsonArray Of(FileSyntax file) => [.. file.Items.Select(item => Item(file.Source, item))];

    private static JsonObject Item(SourceFile source, ItemSyntax item)
    {
        (int kind, IEnumerable<MemberSyntax> members) = item switch
        {
            FuncSyntax => (Function, (IEnumerable<MemberSyntax>)[]),
            ConstSyntax => (Constant, []),
            ServiceSyntax service => (Class, service.Members),
            AbilitySyntax ability => (Interface, ability.Members),
            DataSyntax data => (Struct, data.Members),
            _ => (TypeParameter, []),
        };
        return Symbol(source, item.Name, item.Span, kind, [.. members.Select(member =>
            Symbol(source, member.Name, member.Span, member.Type is ArrowTypeSyntax ? Method : Field, []))]);
    }

    private static JsonObject Symbol(SourceFile source, NameSyntax name, TextSpan span, int kind, JsonArray children) => new()
    {
        ["name"] = name.Text,
        ["kind"] = kind,
        ["range"] = ProtocolJson.Range(source, span),
        ["selectionRange"] = ProtocolJson.Range(source, name.Span),
        ["children"] = children,
    };
}

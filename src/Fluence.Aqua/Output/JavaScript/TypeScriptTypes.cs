using Fluence.Aqua.Types;

namespace Fluence.Aqua.Output.JavaScript;

/// <summary>Aqua's types in TypeScript, as js-client takes and gives their values.</summary>
internal static class TypeScriptTypes
{
    /// <summary>The context that js-client gives callbacks and services as their last argument.</summary>
    internal const string Context = "ParticleContext$$";

    /// <summary>The type of a value.</summary>
    internal static string Of(AquaType type) => type switch
    {
        ScalarType scalar => Of(scalar),
        LiteralType literal => Of(literal.OneOf[0]),
        CollectionType { Form: CollectionForm.Option } option => $"{Of(option.Element)} | null",
        CollectionType collection => Array(collection.Element),
        NamedType data => $"{{ {string.Join(' ', data.Fields.Select(field => $"{field.Key}: {Of(field.Value)};"))} }}",
        ArrowType arrow => Arrow(arrow),
        ProductType product => Results(product),
        ExtremeType when ReferenceEquals(type, ExtremeType.Top) => "unknown",
        _ => "never",
    };

    /// <summary>What a function gives: nothing, its result, or several as a tuple.</summary>
    internal static string Results(ProductType results) => results.Length switch
    {
        0 => "void",
        1 => Of(results.Items[0].Type),
        _ => $"[{string.Join(", ", results.Items.Select(item => Of(item.Type)))}]",
    };

    /// <summary>Whether a type is written out under a name of its own where a function takes or gives it.</summary>
    internal static bool HasName(AquaType type) => type is NamedType or ProductType { Length: > 1 };

    private static string Array(AquaType element)
    {
        string item = Of(element);
        return element is CollectionType && item.Contains(" | ", StringComparison.Ordinal) ? $"({item})[]" : $"{item}[]";
    }

    private static string Arrow(ArrowType arrow)
    {
        string result = Results(arrow.Codomain);
        string parameters = string.Concat(arrow.Domain.WithLabels().Select(each => $"{each.Label}: {Of(each.Type)}, "));
        return $"({parameters}callParams: {Context}) => {result} | Promise<{result}>";
    }

    private static string Of(ScalarType scalar) => scalar.Name switch
    {
        "bool" => "boolean",
        "string" => "string",
        _ => "number",
    };
}

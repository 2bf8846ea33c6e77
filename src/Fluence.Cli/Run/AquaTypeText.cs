using Fluence.Client.Functions;

namespace Fluence.Cli.Run;

/// <summary>Types as Aqua writes them.</summary>
internal static class AquaTypeText
{
    /// <summary>A function with its parameters and results.</summary>
    public static string Of(FunctionDefinition definition) =>
        $"{definition.Name}({string.Join(", ", definition.Type.Parameters.Select(each => $"{each.Name}: {Of(each.Type)}"))})"
        + (definition.Type.Results.IsEmpty ? "" : $" -> {string.Join(", ", definition.Type.Results.Select(Of))}");

    private static string Of(AquaType type) => type switch
    {
        AquaType.Scalar scalar => scalar.Name,
        AquaType.Array array => $"[]{Of(array.Element)}",
        AquaType.Option option => $"?{Of(option.Element)}",
        AquaType.Struct data => data.Name.Length > 0
            ? data.Name : $"{{{string.Join(", ", data.Fields.Select(field => $"{field.Name}: {Of(field.Type)}"))}}}",
        AquaType.Arrow arrow => $"{string.Join(", ", arrow.Parameters.Select(each => Of(each.Type)))} -> "
            + (arrow.Results.IsEmpty ? "()" : string.Join(", ", arrow.Results.Select(Of))),
        AquaType.Top => "⊤",
        AquaType.Bottom => "⊥",
        _ => "()",
    };
}

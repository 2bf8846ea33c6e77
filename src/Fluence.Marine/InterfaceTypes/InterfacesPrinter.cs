using System.Collections.Immutable;
using System.Text;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>The text form of interface types, as <c>marine it</c> prints it.</summary>
public static class InterfacesPrinter
{
    /// <summary>The text, without a line feed at its end.</summary>
    public static string Print(Interfaces interfaces)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        StringBuilder text = new($"(@interface it_version \"{interfaces.Version}\")");
        text.Append("\n\n");
        Group(text, "Types", [.. interfaces.Types.Select(static (type, id) => $"{Definition(type)}   ;; {id}")], separated: false);
        Group(text, "Imports", [.. interfaces.Imports.Select(static import =>
            $"(@interface import \"{import.Namespace}\" \"{import.Name}\" (func (type {import.FunctionType})))")]);
        Group(text, "Adapters", [.. interfaces.Adapters.Select(static adapter =>
            $"(@interface func (type {adapter.FunctionType}){string.Concat(adapter.Instructions.Select(each => $"\n  {each}"))})")]);
        Group(text, "Exports", [.. interfaces.Exports.Select(static export =>
            $"(@interface export \"{export.Name}\" (func {export.FunctionType}))")]);
        Group(text, "Implementations", [.. interfaces.Implementations.Select(static implementation =>
            $"(@interface implement (func {implementation.CoreFunctionType}) (func {implementation.AdapterFunctionType}))")]);
        return text.ToString();
    }

    /// <summary>Empty lines stand before groups that are missing as well, as in the original.</summary>
    private static void Group(StringBuilder text, string heading, ImmutableArray<string> lines, bool separated = true)
    {
        text.Append(separated ? "\n\n" : "");
        if (lines.IsEmpty)
        {
            return;
        }

        text.Append(";; ").Append(heading);
        foreach (string line in lines)
        {
            text.Append('\n').Append(line);
        }
    }

    private static string Definition(TypeDefinition definition)
    {
        if (definition is RecordType record)
        {
            return $"(@interface type (record ${record.Name} (\n"
                + string.Concat(record.Fields.Select(static field => $" field ${field.Name}: {TypeText.Of(field.Type)}\n")) + ")))";
        }

        FunctionType function = (FunctionType)definition;
        string arguments = function.Arguments.IsEmpty
            ? ""
            : $"\n  (param{string.Concat(function.Arguments.Select(static each => $" ${each.Name}: {TypeText.Of(each.Type)}"))})";
        string outputs = function.Outputs.IsEmpty
            ? ""
            : $"\n  (result{string.Concat(function.Outputs.Select(static each => $" {TypeText.Of(each)}"))})";
        return $"(@interface type (func {arguments} {outputs}))";
    }
}

using System.Text;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Aqua;

/// <summary>Writes the Aqua declarations of a module's interface, byte for byte as <c>marine aqua</c> does.</summary>
public static class AquaInterface
{
    /// <summary>The text: a header, the records, and the service with its functions by name.</summary>
    /// <param name="module">The interface.</param>
    /// <param name="serviceName">The name of the service; it is put in Pascal case.</param>
    /// <param name="serviceId">The id of a service to stand in the declaration, if one is wanted.</param>
    public static string Print(ModuleInterface module, string serviceName, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        string name = PascalCase.Of(serviceName);
        StringBuilder text = new($"aqua {name} declares *\n\n");
        foreach ((_, RecordType record) in module.ExportedRecords)
        {
            text.Append("data ").Append(record.Name).Append(":\n");
            foreach (NamedType field in record.Fields)
            {
                text.Append("  ").Append(field.Name).Append(": ").Append(AquaTypes.NameOf(field.Type, module.Records)).Append('\n');
            }

            text.Append('\n');
        }

        text.Append(serviceId is null ? $"service {name}:\n" : $"service {name}(\"{serviceId}\"):\n");
        foreach (FunctionSignature function in module.Functions.OrderBy(static function => function.Name, Utf8Order.Instance))
        {
            text.Append("  ").Append(Signature(function, module.Records)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A function in one line. Without a result two spaces stand at its end, as the original leaves them.</summary>
    public static string Signature(FunctionSignature function, RecordTable records)
    {
        ArgumentNullException.ThrowIfNull(function);
        string arguments = string.Join(
            ", ", function.Arguments.Select(argument => $"{argument.Name}: {AquaTypes.NameOf(argument.Type, records)}"));
        string result = function.Outputs is [var output] ? $"-> {AquaTypes.NameOf(output, records)}" : " ";
        return $"{function.Name}({arguments}) {result}";
    }
}

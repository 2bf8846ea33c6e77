using System.Text.Json;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Definitions;

/// <summary>What a client has to know of a service to provide it: its methods, and the id that it has if no other is given.</summary>
internal static class ServiceDefinitions
{
    internal static void Write(Utf8JsonWriter json, AirService service)
    {
        json.WriteStartObject();
        if (service.DefaultId is { } id)
        {
            json.WriteString("defaultServiceId", id);
        }

        json.WritePropertyName("functions");
        TypeDefinitions.WriteLabelled(json, service.Type.Fields.Where(field => field.Value is ArrowType).Select(field => (field.Key, field.Value)));
        json.WriteEndObject();
    }
}

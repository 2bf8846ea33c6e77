using System.Text.Json;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Definitions;

/// <summary>What a client has to know of a function to run its script: its arguments, its results, and the services that the script calls.</summary>
internal static class FunctionDefinitions
{
    private static readonly (string Name, string Value)[] Names =
    [
        ("relay", "-relay-"), ("getDataSrv", "getDataSrv"), ("callbackSrv", "callbackSrv"), ("responseSrv", "callbackSrv"),
        ("responseFnName", "response"), ("errorHandlingSrv", "errorHandlingSrv"), ("errorFnName", "error"),
    ];

    internal static void Write(Utf8JsonWriter json, AirFunction function)
    {
        json.WriteStartObject();
        json.WriteString("functionName", function.Name);
        json.WriteStartObject("arrow");
        json.WriteString("tag", "arrow");
        json.WritePropertyName("domain");
        TypeDefinitions.WriteLabelled(json, function.Type.Domain.WithLabels());
        json.WritePropertyName("codomain");
        TypeDefinitions.Write(json, function.Type.Codomain);
        json.WriteEndObject();
        json.WriteStartObject("names");
        foreach ((string name, string value) in Names)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}

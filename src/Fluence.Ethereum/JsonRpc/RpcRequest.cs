using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>A call of a method of an endpoint.</summary>
/// <param name="Method">The method, like <c>eth_call</c>.</param>
/// <param name="Parameters">Its parameters; texts, numbers, booleans and JSON.</param>
public sealed record RpcRequest(string Method, params JsonNode?[] Parameters)
{
    /// <summary>Writes the request with its number.</summary>
    internal void Write(Utf8JsonWriter writer, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", Method);
        writer.WriteStartArray("params");
        foreach (JsonNode? parameter in Parameters)
        {
            if (parameter is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                parameter.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

using System.Text.Json;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>What an endpoint answers to one request.</summary>
/// <param name="Result">The result, where there is no error.</param>
/// <param name="Error">The error.</param>
public readonly record struct RpcAnswer(JsonElement Result, RpcError? Error)
{
    /// <summary>The result.</summary>
    /// <exception cref="RpcErrorException">The answer is an error.</exception>
    public JsonElement OrThrow(string method) => Error is null ? Result : throw new RpcErrorException(method, Error);

    /// <summary>Reads an answer and its number; false where it is none.</summary>
    internal static bool TryRead(JsonElement message, out long id, out RpcAnswer answer)
    {
        id = 0;
        answer = default;
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("id", out JsonElement number)
            || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out id))
        {
            return false;
        }

        if (message.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null)
        {
            answer = new RpcAnswer(default, RpcError.Read(error));
            return true;
        }

        bool hasResult = message.TryGetProperty("result", out JsonElement result);
        answer = new RpcAnswer(result, null);
        return hasResult;
    }
}

using System.Text.Json;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>The error of an endpoint.</summary>
/// <param name="Code">Its number, like -32000.</param>
/// <param name="Message">Its text.</param>
/// <param name="Data">What it carries besides; undefined where it is nothing.</param>
public sealed record RpcError(int Code, string Message, JsonElement Data)
{
    /// <summary>The bytes that a contract reverted with, where the endpoint gives them; nodes differ in where they put them.</summary>
    public byte[]? RevertData
    {
        get
        {
            JsonElement data = Data;
            for (int depth = 0; depth < 3 && data.ValueKind == JsonValueKind.Object; depth++)
            {
                data = data.TryGetProperty("data", out JsonElement inner) ? inner
                    : data.TryGetProperty("result", out inner) ? inner : default;
            }

            // some put a word in front: "Reverted 0x…"
            string? text = data.ValueKind == JsonValueKind.String ? data.GetString() : null;
            int start = text?.IndexOf("0x", StringComparison.Ordinal) ?? -1;
            return start >= 0 && Hex.TryParse(text![start..], out byte[]? bytes) ? bytes : IsRevert ? [] : null;
        }
    }

    /// <summary>Whether the endpoint says that a contract reverted.</summary>
    public bool IsRevert => Code == 3 || Message.Contains("revert", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the <c>error</c> of an answer.</summary>
    internal static RpcError Read(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return new RpcError(0, Hex.Shorten(error.ToString()), default);
        }

        int code = error.TryGetProperty("code", out JsonElement number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out int value) ? value : 0;
        string message = error.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()! : "the endpoint gave no message";
        return new RpcError(code, message, error.TryGetProperty("data", out JsonElement data) ? data : default);
    }
}

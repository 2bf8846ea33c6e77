using System.Text.Json;

namespace Fluence.Ethereum.Generator;

/// <summary>What an artifact says of a contract, without its code, which may change without any effect.</summary>
/// <param name="Path">The file.</param>
/// <param name="Namespace">The namespace of what is made.</param>
/// <param name="Name">The contract.</param>
/// <param name="Abi">Its ABI, as JSON.</param>
/// <param name="Mistake">Why there is none.</param>
internal sealed record ContractInput(string Path, string Namespace, string Name, string Abi, string? Mistake)
{
    internal static ContractInput Read(string path, string space, string text)
    {
        string file = System.IO.Path.GetFileNameWithoutExtension(path);
        try
        {
            JsonElement artifact = JsonSerializer.Deserialize<JsonElement>(text);
            JsonElement abi = artifact.ValueKind == JsonValueKind.Array ? artifact : artifact.GetProperty("abi");
            if (abi.ValueKind == JsonValueKind.String)
            {
                abi = JsonSerializer.Deserialize<JsonElement>(abi.GetString()!);
            }

            string name = artifact.ValueKind == JsonValueKind.Object && artifact.TryGetProperty("contractName", out JsonElement given)
                ? given.GetString() ?? file : file;
            return new ContractInput(path, space, name, abi.GetRawText(), null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new ContractInput(path, space, file, "", $"this is no artifact of a contract: {wrong.Message}");
        }
    }
}

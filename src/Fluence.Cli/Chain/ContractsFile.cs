using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;

namespace Fluence.Cli.Chain;

/// <summary>The addresses of the market's contracts in a file of the form that the original client has them in.</summary>
internal static class ContractsFile
{
    private const long MaxLength = 1024 * 1024;

    /// <summary>The addresses of a file, or those that every local chain has.</summary>
    /// <exception cref="CommandException">The file is wrong, or there is none and the chain is not local.</exception>
    public static Deployment Choose(FileInfo? file, string network) => file is not null ? Read(file)
        : network == Networks.Local ? Deployment.Local
        : throw new CommandException(
            $"where are the contracts of the network {network}? Give a file of their addresses: --contracts FILE with "
            + "{\"Core\": {\"addr\": \"0x…\"}, \"Market\": …, \"Capacity\": …, \"DealFactory\": …, \"axlUSDC\": …, \"Multicall3\": …}");

    private static Deployment Read(FileInfo file)
    {
        if (!file.Exists || file.Length > MaxLength)
        {
            throw new CommandException($"--contracts is {file.FullName}, expected a file of up to {MaxLength} bytes");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file.FullName));
            Address Of(string name) =>
                json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out JsonElement contract)
                && contract.ValueKind == JsonValueKind.Object && contract.TryGetProperty("addr", out JsonElement address)
                && Address.TryParse(address.ValueKind == JsonValueKind.String ? address.GetString() : null, out Address found)
                    ? found : throw new CommandException($"{file.FullName} has no address of {name}: expected \"{name}\": {{\"addr\": "
                        + $"\"0x…\"}}");

            return new Deployment(Of("axlUSDC"), Of("Multicall3"), Of("Core"), Of("Market"), Of("Capacity"), Of("DealFactory"));
        }
        catch (JsonException malformed)
        {
            throw new CommandException($"{file.FullName} is no JSON: {malformed.Message}");
        }
    }
}

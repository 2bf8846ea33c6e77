using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fluence.Contracts.Tests.Chain;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests;

/// <summary>The artifacts are those of the sources, and have everything that the original's ABI has.</summary>
public sealed partial class ArtifactTests
{
    private static readonly string[] Contracts =
    [
        "Core", "Market", "Capacity", "DealFactory", "Deal", "ERC1967Proxy", "RandomXProxy", "RandomXProxyMock", "TestERC20", "Multicall3",
        "OwnableFaucet",
    ];

    [NodeFact("market")]
    public async Task The_artifacts_are_reproduced_byte_for_byte()
    {
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Code.Folder, "build.mjs"));
        start.ArgumentList.Add("--check");
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, output + await errors);
    }

    [NodeFact("market")]
    public void Every_function_event_and_error_of_the_original_is_there()
    {
        foreach (string contract in Contracts)
        {
            string factory = File.ReadAllText(Code.OriginalFactory(contract));
            HashSet<string> theirs = [.. Signatures(JsonDocument.Parse(ToJson(AbiOf().Match(factory).Groups[1].Value)).RootElement)];
            HashSet<string> ours = [.. Signatures(Code.Artifact("artifacts", contract).GetProperty("abi"))];
            Assert.NotEmpty(theirs);
            Assert.Equal([], theirs.Except(ours).Select(missing => $"{contract}: {missing}"));
        }
    }

    [Fact]
    public void No_contract_is_larger_than_a_chain_takes() => Assert.All(Contracts, static contract => Assert.InRange(
        Code.Artifact("artifacts", contract).GetProperty("deployedBytecode").GetString()!.Length / 2, 1, 24_576));

    private static IEnumerable<string> Signatures(JsonElement abi)
    {
        foreach (JsonElement entry in abi.EnumerateArray())
        {
            string type = entry.GetProperty("type").GetString()!;
            string inputs = entry.TryGetProperty("inputs", out JsonElement given) ? Types(given) : "";
            if (type is "function")
            {
                string mutability = entry.GetProperty("stateMutability").GetString()!.Replace("pure", "view", StringComparison.Ordinal);
                yield return $"function {entry.GetProperty("name")}({inputs}) {mutability} returns ({Types(entry.GetProperty("outputs"))})";
            }
            else if (type is "event" or "error" or "constructor")
            {
                yield return $"{type} {(entry.TryGetProperty("name", out JsonElement name) ? name.GetString() : "")}({inputs})";
            }
        }
    }

    private static string Types(JsonElement parameters) => string.Join(',', parameters.EnumerateArray().Select(static parameter =>
        Type(parameter) + (parameter.TryGetProperty("indexed", out JsonElement indexed) && indexed.GetBoolean() ? " indexed" : "")));

    private static string Type(JsonElement parameter)
    {
        string type = parameter.GetProperty("type").GetString()!;
        return type.StartsWith("tuple", StringComparison.Ordinal) ? $"({Types(parameter.GetProperty("components"))}){type["tuple".Length..]}" : type;
    }

    /// <summary>The text of a JavaScript literal as JSON: names in quotes, no comma before a bracket.</summary>
    private static string ToJson(string literal) => TrailingComma().Replace(BareName().Replace(literal, "\"$1\":"), "$1");

    [GeneratedRegex(@"const _abi = (\[.*?\n\]);", RegexOptions.Singleline)]
    private static partial Regex AbiOf();

    [GeneratedRegex(@"\b(\w+):(?= )")]
    private static partial Regex BareName();

    [GeneratedRegex(@",(\s*[\]}])")]
    private static partial Regex TrailingComma();
}

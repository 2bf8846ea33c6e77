using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Chain;

/// <summary>The code of a marketplace's contracts: ours, or the original's 0.13.11 as its npm package holds it.</summary>
internal sealed partial class Code
{
    private const string Factories = "node_modules/@fluencelabs/deal-ts-clients/dist/typechain-types/factories";

    private readonly Func<string, string> _find;

    private Code(string name, Func<string, string> find)
    {
        Name = name;
        _find = find;
    }

    public static Code Ours { get; } = new("ours", static contract => Artifact("artifacts", contract).GetProperty("bytecode").GetString()!);

    public static Code Original { get; } = new("the original", static contract =>
        Creation().Match(File.ReadAllText(NodeProgram.PathOf("market", $"{Factories}/{contract}__factory.js"))).Groups[1].Value);

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../contracts"));

    /// <summary>The errors of our contracts.</summary>
    public static IReadOnlyDictionary<Bytes4, string> ErrorNames { get; } = ReadErrors();

    public string Name { get; }

    /// <summary>What the original's package says of a contract's functions, events and errors.</summary>
    public static string OriginalFactory(string contract) => NodeProgram.PathOf("market", $"{Factories}/{contract}__factory.js");

    /// <summary>An artifact in <c>contracts</c>.</summary>
    public static JsonElement Artifact(string folder, string contract) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, folder, contract + ".json"))).RootElement;

    /// <summary>The code that makes a contract of the tests.</summary>
    public static byte[] Test(string contract) => Hex.Parse(Artifact("test/artifacts", contract).GetProperty("bytecode").GetString()!);

    /// <summary>The code that makes a contract, without its arguments.</summary>
    public byte[] Of(string contract) => Hex.Parse(_find(contract));

    [GeneratedRegex("\"(0x[0-9a-f]{100,})\"")]
    private static partial Regex Creation();

    private static Dictionary<Bytes4, string> ReadErrors()
    {
        Dictionary<Bytes4, string> names = new() { [new Bytes4(0x08c379a0)] = "Error", [new Bytes4(0x4e487b71)] = "Panic" };
        foreach (string file in Directory.GetFiles(Path.Combine(Folder, "artifacts"), "*.json"))
        {
            foreach (JsonElement entry in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("abi").EnumerateArray())
            {
                if (entry.GetProperty("type").GetString() != "error")
                {
                    continue;
                }

                string name = entry.GetProperty("name").GetString()!;
                string types = string.Join(
                    ',', entry.GetProperty("inputs").EnumerateArray().Select(static each => each.GetProperty("type").GetString()));
                names[Bytes4.FromBytes(Keccak256.Hash(Encoding.ASCII.GetBytes($"{name}({types})")).AsSpan(0, Bytes4.Length))] = name;
            }
        }

        return names;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using System.Text.RegularExpressions;
using Fluence.Ethereum;

namespace Fluence.TestKit;

/// <summary>The original contracts, as the npm package <c>@fluencelabs/deal-ts-clients</c> 0.13.11 brings them.</summary>
public static partial class OriginalContracts
{
    private const string Factories = "node_modules/@fluencelabs/deal-ts-clients/dist/typechain-types/factories";

    /// <summary>The creation code of a contract.</summary>
    public static byte[] CodeOf(string contract)
    {
        string file = NodeProgram.PathOf("market", $"{Factories}/{contract}__factory.js");
        Match code = Bytecode().Match(File.ReadAllText(file));
        return code.Success ? Hex.Parse(code.Groups[1].Value) : throw new InvalidOperationException($"{file} holds no bytecode");
    }

    [GeneratedRegex("_bytecode = \"(0x[0-9a-f]+)\"")]
    private static partial Regex Bytecode();
}

using System.Globalization;

namespace Fluence.Ethereum.Generator;

/// <summary>What a type of the ABI is in C#.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="Codec">An expression that is its <c>AbiType</c>.</param>
internal readonly record struct CSharpType(string Name, string Codec)
{
    private const string Abi = "global::Fluence.Ethereum.Abi.AbiTypes.";
    private const string Big = "global::System.Numerics.BigInteger";
    private const string Memory = "global::System.ReadOnlyMemory<byte>";

    /// <summary>Whether values are of one word and can be topics as they are.</summary>
    internal static bool IsWord(AbiParameter parameter) =>
        parameter.Type is not ("string" or "bytes") && !parameter.Type.EndsWith(']') && parameter.Type != "tuple";

    /// <summary>Demands that a parameter has a type.</summary>
    /// <exception cref="FormatException">There is no such type.</exception>
    internal static void Check(AbiParameter parameter) =>
        Of(parameter with { Type = parameter.Type.Replace("tuple", "bool", StringComparison.Ordinal) }, "", new StructNames([]), "");

    /// <summary>The type of a parameter.</summary>
    /// <exception cref="FormatException">There is no such type.</exception>
    internal static CSharpType Of(AbiParameter parameter, string owner, StructNames structs, string space)
    {
        string type = parameter.Type;
        if (type.EndsWith(']'))
        {
            int bracket = type.LastIndexOf('[');
            CSharpType item = Of(parameter with { Type = type[..bracket] }, owner, structs, space);
            string name = $"global::System.Collections.Immutable.ImmutableArray<{item.Name}>";
            string count = type[(bracket + 1)..^1];
            return count.Length == 0 ? new CSharpType(name, $"{Abi}Array({item.Codec})")
                : new CSharpType(name, $"{Abi}FixedArray({item.Codec}, {int.Parse(count, CultureInfo.InvariantCulture)})");
        }

        if (type == "tuple")
        {
            string name = $"global::{space}.{structs.Of(parameter, owner)}";
            return new CSharpType(name, name + ".Abi");
        }

        return type switch
        {
            "bool" => new("bool", Abi + "Bool"),
            "string" => new("string", Abi + "String"),
            "bytes" => new(Memory, Abi + "Bytes"),
            "address" or "address payable" => new("global::Fluence.Ethereum.Address", Abi + "Address"),
            "bytes4" => new("global::Fluence.Ethereum.Bytes4", Abi + "Bytes4"),
            "bytes32" => new("global::Fluence.Ethereum.Bytes32", Abi + "Bytes32"),
            "uint8" => new("byte", Abi + "UInt8"),
            "uint16" => new("ushort", Abi + "UInt16"),
            "uint256" => new(Big, Abi + "UInt256"),
            _ when Size(type, "bytes") is { } length and <= 31 => new(Memory, $"{Abi}FixedBytes({length})"),
            _ when Size(type, "uint") is { } bits => bits <= 32 ? new("uint", $"{Abi}UInt32({bits})")
                : bits <= 64 ? new("ulong", $"{Abi}UInt64({bits})") : new(Big, $"{Abi}UInt({bits})"),
            _ when Size(type, "int") is { } bits => new(Big, $"{Abi}Int({bits})"),
            _ => throw new FormatException($"'{type}' is no type of the ABI that is supported"),
        };
    }

    private static int? Size(string type, string prefix) =>
        type.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(type.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : null;
}

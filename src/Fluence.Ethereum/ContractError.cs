using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Fluence.Ethereum.Abi;

namespace Fluence.Ethereum;

/// <summary>Why a contract refused a call.</summary>
/// <param name="Name">The name of the error; <c>Error</c> and <c>Panic</c> are those of Solidity itself.</param>
/// <param name="Arguments">The names and values that it carries.</param>
public sealed record ContractError(string Name, ImmutableArray<KeyValuePair<string, object>> Arguments)
{
    private const uint ErrorSelector = 0x08c379a0;
    private const uint PanicSelector = 0x4e487b71;

    /// <summary>The error of the bytes where it is one of Solidity itself: <c>Error(string)</c> or <c>Panic(uint256)</c>.</summary>
    public static ContractError? OfSolidity(ReadOnlySpan<byte> data)
    {
        if (data.Length < Bytes4.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> arguments = data[Bytes4.Length..];
        try
        {
            return Bytes4.FromBytes(data[..Bytes4.Length]).Value switch
            {
                ErrorSelector => new ContractError("Error", [new("message", AbiTypes.String.Decode(arguments))]),
                PanicSelector => new ContractError("Panic", [new("code", AbiTypes.UInt256.Decode(arguments))]),
                _ => null,
            };
        }
        catch (AbiException)
        {
            return null;
        }
    }

    /// <summary>The error as it is shown: its message, or its name and arguments.</summary>
    public override string ToString() => (Name, Arguments) switch
    {
        ("Error", [{ Value: string message }]) => message,
        ("Panic", [{ Value: BigInteger code }]) => $"panic 0x{(int)BigInteger.Min(code, int.MaxValue):x2} ({MeaningOf(code)})",
        _ => new StringBuilder(Name).Append('(').AppendJoin(", ", Arguments.Select(static each => $"{each.Key}: {each.Value}"))
            .Append(')').ToString(),
    };

    private static string MeaningOf(BigInteger code) => (int)BigInteger.Min(code, int.MaxValue) switch
    {
        0x01 => "an assertion failed",
        0x11 => "a number overflowed",
        0x12 => "division by zero",
        0x21 => "no such member of an enum",
        0x32 => "an index is out of range",
        0x41 => "out of memory",
        _ => "an internal failure",
    };
}

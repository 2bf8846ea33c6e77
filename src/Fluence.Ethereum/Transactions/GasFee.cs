using System.Numerics;

namespace Fluence.Ethereum.Transactions;

/// <summary>What a transaction pays for a unit of gas, in wei.</summary>
/// <param name="MaxPerGas">The most that it pays in all; of a chain without EIP-1559, the price.</param>
/// <param name="PriorityPerGas">What the maker of the block gets of it at most.</param>
/// <param name="IsLegacy">Whether the chain knows only the price.</param>
public sealed record GasFee(BigInteger MaxPerGas, BigInteger PriorityPerGas, bool IsLegacy = false)
{
    /// <summary>The price of a chain without EIP-1559.</summary>
    public static GasFee Legacy(BigInteger price) => new(price, price, true);

    /// <summary>The fee with both parts raised by a number of percent, and by one wei at least.</summary>
    public GasFee Raise(int percent) =>
        this with { MaxPerGas = Raise(MaxPerGas, percent), PriorityPerGas = Raise(PriorityPerGas, percent) };

    /// <summary>The greater one of each part of two fees.</summary>
    public GasFee AtLeast(GasFee other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            MaxPerGas = BigInteger.Max(MaxPerGas, other.MaxPerGas),
            PriorityPerGas = BigInteger.Max(PriorityPerGas, other.PriorityPerGas),
        };
    }

    private static BigInteger Raise(BigInteger amount, int percent) => (amount * (100 + percent) / 100) + 1;
}

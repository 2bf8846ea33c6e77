using System.Globalization;
using System.Numerics;
using Fluence.Cli.Output;

namespace Fluence.Cli.Chain;

/// <summary>Amounts of tokens: decimal numbers to people, integers of the smallest unit to contracts.</summary>
/// <param name="Symbol">The token's name.</param>
/// <param name="Decimals">How many decimals its smallest unit has.</param>
internal sealed record TokenAmount(string Symbol, int Decimals)
{
    /// <summary>The token that deals are paid in.</summary>
    public static TokenAmount Usdc { get; } = new("USDC", 6);

    /// <summary>The chain's own token, in which collateral and rewards for capacity are.</summary>
    public static TokenAmount Flt { get; } = new("FLT", 18);

    /// <summary>Reads a decimal number.</summary>
    /// <param name="text">The number.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <exception cref="CommandException">It is none, or has more decimals than the token.</exception>
    public BigInteger Parse(string text, string source)
    {
        string[] parts = text.Split('.');
        bool isNumber = parts.Length is 1 or 2 && parts.All(static part => part.Length is > 0 and <= 40 && part.All(char.IsAsciiDigit));
        if (!isNumber)
        {
            throw new CommandException($"{source} is '{text}', expected an amount of {Symbol} like 0.5");
        }

        string decimals = parts.Length == 2 ? parts[1].TrimEnd('0') : "";
        return decimals.Length <= Decimals
            ? BigInteger.Parse(parts[0] + decimals.PadRight(Decimals, '0'), CultureInfo.InvariantCulture)
            : throw new CommandException($"{source} is '{text}', but {Symbol} has no more than {Decimals} decimals");
    }

    /// <summary>The decimal number.</summary>
    public string Number(BigInteger amount)
    {
        string digits = BigInteger.Abs(amount).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        string decimals = digits[^Decimals..].TrimEnd('0');
        return (amount.Sign < 0 ? "-" : "") + digits[..^Decimals] + (decimals.Length == 0 ? ".0" : "." + decimals);
    }

    /// <summary>The decimal number and the token.</summary>
    public string Text(BigInteger amount) => $"{Number(amount)} {Symbol}";
}

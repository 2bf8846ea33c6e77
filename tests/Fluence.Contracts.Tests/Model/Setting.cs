using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>The constants of a marketplace; rates and prices in 1e-7, amounts in wei.</summary>
internal sealed record Setting
{
    public static readonly BigInteger Precision = 10_000_000;
    public static readonly BigInteger Ether = BigInteger.Pow(10, 18);

    /// <summary>In seconds; long enough for all the blocks of a test to be in the epochs that it means.</summary>
    public int EpochDuration { get; init; } = 600;

    public int MinDepositedEpochs { get; init; } = 2;

    public int MinRematchingEpochs { get; init; } = 2;

    public BigInteger FltPrice { get; init; } = Precision;

    public BigInteger UsdCollateral { get; init; } = Precision / 10;

    public BigInteger UsdTarget { get; init; } = 3 * Precision / 10;

    public int MinDuration { get; init; } = 10;

    public BigInteger MinReward { get; init; } = 100 * Ether;

    public BigInteger MaxReward { get; init; } = 200 * Ether;

    public int VestingDuration { get; init; } = 3;

    public int VestingCount { get; init; } = 6;

    public BigInteger SlashingRate { get; init; } = Precision / 100;

    public int MinProofs { get; init; } = 2;

    public int MaxProofs { get; init; } = 5;

    public int WithdrawEpochsAfterFailed { get; init; } = 2;

    public int MaxFailedRatio { get; init; } = 10;

    public BigInteger InitialPool { get; init; } = 10 * Ether;

    public BigInteger InitialRewardBalance { get; init; } = 1000 * Ether;

    public bool IsWhitelistEnabled { get; init; }

    /// <summary>Like <c>local</c>, with everything happening within a few epochs: heavy slashing, short commitments, early failure.</summary>
    public static Setting Hasty { get; } = new()
    {
        EpochDuration = 15, MinDuration = 4, VestingDuration = 2, VestingCount = 3, SlashingRate = Precision / 5, MaxProofs = 4, MaxFailedRatio = 3,
        MinReward = 2 * Ether, MaxReward = 40 * Ether, UsdTarget = 5 * Precision,
    };
}

using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Fluence.Crypto;
using Fluence.Ethereum;

namespace Fluence.Market;

/// <summary>With what the marketplace is set up. Prices, ratios and rates are in units of 1/10,000,000; FLT in wei.</summary>
public sealed record DeploymentParameters
{
    /// <summary>What stands for 1 in prices, ratios and rates.</summary>
    public const int Precision = 10_000_000;

    private static readonly BigInteger Flt = BigInteger.Pow(10, 18);

    /// <summary>The length of an epoch, in seconds.</summary>
    public required BigInteger EpochDuration { get; init; }

    /// <summary>For how many epochs all workers of a deal have to be paid in advance.</summary>
    public BigInteger MinDepositedEpochs { get; init; } = 2;

    /// <summary>How many epochs have to pass before the owner of a deal may match it again.</summary>
    public BigInteger MinRematchingEpochs { get; init; } = 2;

    /// <summary>The lowest protocol version of offers and deals.</summary>
    public BigInteger MinProtocolVersion { get; init; } = 1;

    /// <summary>The highest protocol version of offers and deals.</summary>
    public BigInteger MaxProtocolVersion { get; init; } = 1;

    /// <summary>Whether only listed providers may make capacity commitments.</summary>
    public bool IsWhitelistEnabled { get; init; }

    /// <summary>What an FLT is worth, in USD.</summary>
    public required BigInteger FltPrice { get; init; }

    /// <summary>The collateral of a compute unit, in USD.</summary>
    public required BigInteger UsdCollateralPerUnit { get; init; }

    /// <summary>What a unit shall earn in an epoch by its capacity, in USD.</summary>
    public required BigInteger UsdTargetRevenuePerEpoch { get; init; }

    /// <summary>The shortest capacity commitment, in epochs.</summary>
    public required BigInteger MinDuration { get; init; }

    /// <summary>The least that all capacity earns in an epoch, in wei.</summary>
    public required BigInteger MinRewardPerEpoch { get; init; }

    /// <summary>The most that all capacity earns in an epoch, in wei.</summary>
    public required BigInteger MaxRewardPerEpoch { get; init; }

    /// <summary>After how many epochs a part of a reward is paid out.</summary>
    public required BigInteger VestingPeriodDuration { get; init; }

    /// <summary>In how many parts a reward is paid out.</summary>
    public required BigInteger VestingPeriodCount { get; init; }

    /// <summary>What part of a unit's collateral an epoch without proofs costs.</summary>
    public required BigInteger SlashingRate { get; init; }

    /// <summary>How many proofs a unit has to give in an epoch.</summary>
    public required BigInteger MinProofsPerEpoch { get; init; }

    /// <summary>How many proofs a unit may give in an epoch.</summary>
    public required BigInteger MaxProofsPerEpoch { get; init; }

    /// <summary>How many epochs after its failure a commitment can be finished.</summary>
    public required BigInteger WithdrawEpochsAfterFailed { get; init; }

    /// <summary>How many epochs without proofs, per unit, make a commitment fail.</summary>
    public required BigInteger MaxFailedRatio { get; init; }

    /// <summary>The number below which the hash of a proof has to be.</summary>
    public required Bytes32 Difficulty { get; init; }

    /// <summary>What all capacity earns in the first epoch, in wei.</summary>
    public required BigInteger InitRewardPool { get; init; }

    /// <summary>What the capacity contract is given to pay rewards with, in wei.</summary>
    public required BigInteger InitCapacityBalance { get; init; }

    /// <summary>The first global nonce of proofs.</summary>
    public required Bytes32 InitGlobalNonce { get; init; }

    /// <summary>Whether hashes of proofs are not computed on the chain, and each counts as just good enough.</summary>
    public bool IsRandomXMocked { get; init; }

    /// <summary>Who is given 10^24 units of the test token, of which a new one is made: on test chains only.</summary>
    public ImmutableArray<Address> TestTokenHolders { get; init; } = [];

    /// <summary>The token to use; a test token is made where it is null.</summary>
    public Address? PaymentToken { get; init; }

    /// <summary>Those of the original's local network: epochs of 15 seconds, and proofs that are not checked.</summary>
    public static DeploymentParameters Local { get; } = new()
    {
        EpochDuration = 15,
        FltPrice = Precision,
        UsdCollateralPerUnit = Precision / 10,
        UsdTargetRevenuePerEpoch = Precision * 3 / 10,
        MinDuration = 10,
        MinRewardPerEpoch = 100 * Flt,
        MaxRewardPerEpoch = 200 * Flt,
        VestingPeriodDuration = 3,
        VestingPeriodCount = 6,
        SlashingRate = Precision / 100,
        MinProofsPerEpoch = 2,
        MaxProofsPerEpoch = 5,
        WithdrawEpochsAfterFailed = 2,
        MaxFailedRatio = 10,
        Difficulty = Bytes32.Parse("0x00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        InitRewardPool = 10 * Flt,
        InitCapacityBalance = 1000 * Flt,
        InitGlobalNonce = NonceOf("init_global_nonce"),
        IsRandomXMocked = true,
    };

    /// <summary>Those of the original's main network: epochs of a day, listed providers, proofs that are checked.</summary>
    public static DeploymentParameters Production { get; } = new()
    {
        EpochDuration = 86_400,
        IsWhitelistEnabled = true,
        FltPrice = Precision / 2,
        UsdCollateralPerUnit = Precision,
        UsdTargetRevenuePerEpoch = Precision * 33 / 100,
        MinDuration = 5,
        MinRewardPerEpoch = 100 * Flt,
        MaxRewardPerEpoch = 1000 * Flt,
        VestingPeriodDuration = 2,
        VestingPeriodCount = 6,
        SlashingRate = 0,
        MinProofsPerEpoch = 30,
        MaxProofsPerEpoch = 50,
        WithdrawEpochsAfterFailed = 0,
        MaxFailedRatio = 4,
        Difficulty = Bytes32.Parse("0x0000241fffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        InitRewardPool = 500 * Flt,
        InitCapacityBalance = 30_000 * Flt,
        InitGlobalNonce = NonceOf("fluence nonce"),
    };

    private static Bytes32 NonceOf(string text) => Bytes32.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes(text)));
}

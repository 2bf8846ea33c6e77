namespace Fluence.Contracts.Tests.Model;

/// <summary>
/// Which marketplace the model describes. Without flags it is ours; each flag is one thing in which the original 0.13.11 differs, so that
/// all of them together describe the original. A difference between the two that no flag explains is found as one between a contract and
/// its model.
/// </summary>
[Flags]
internal enum Rules
{
    Ours = 0,

    /// <summary>Units without a worker are paid too, from the first epoch on, when they withdraw and when they leave.</summary>
    PaysIdleUnits = 1 << 0,

    /// <summary>A match reverts when one of the given units does not fit, instead of passing it over.</summary>
    MatchRevertsOnMisfits = 1 << 1,

    /// <summary>What is slashed is capped by what is left of the collateral, so a later slash can make it less.</summary>
    SlashCapShrinks = 1 << 2,

    /// <summary>Enough proofs are looked for in the last settled epoch instead of the first, the only one that can have them.</summary>
    GapsCountProvedEpoch = 1 << 3,

    /// <summary>The reward pool compares wei with USD, so it always shrinks.</summary>
    PoolComparesScales = 1 << 4,

    /// <summary>Units in a deal cannot leave their commitment.</summary>
    ExitRefusesUnitsInDeals = 1 << 5,

    /// <summary>A unit only leaves its commitment if an epoch of it is still to be settled.</summary>
    ExitNeedsOpenEpoch = 1 << 6,

    /// <summary>Rewards that are added later than younger ones of the same commitment revert, or are lost.</summary>
    VestingInOrderOnly = 1 << 7,

    /// <summary>Units in deals can prove, and those that were there before the collateral count as proving.</summary>
    UnitsInDealsProve = 1 << 8,

    /// <summary>A unit that returns from a deal before the collateral is deposited counts as proving.</summary>
    ReturnBeforeDepositCounts = 1 << 9,

    /// <summary>A unit that returns and is matched again in one epoch is taken from those that prove already.</summary>
    RematchTakesActive = 1 << 10,

    /// <summary>Views of commitments mix the current status with stored numbers, and show rewards of failed ones that are never
    /// paid.</summary>
    ViewsAreStale = 1 << 11,

    Original = (1 << 12) - 1,
}

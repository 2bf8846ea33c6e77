namespace Fluence.Market.Deals;

/// <summary>The state of a deal, numbered as on the chain.</summary>
public enum DealStatus
{
    /// <summary>What is paid for is used up.</summary>
    InsufficientFunds,

    /// <summary>Enough workers are there and paid.</summary>
    Active,

    /// <summary>The owner has stopped it, for good.</summary>
    Ended,

    /// <summary>Fewer workers than the least are there.</summary>
    NotEnoughWorkers,

    /// <summary>Less is deposited than the least.</summary>
    SmallBalance,
}

namespace Fluence.Services.Deals;

/// <summary>The state of a deal, in the order of the contract.</summary>
public enum DealStatus
{
    /// <summary>What was paid in is used up.</summary>
    InsufficientFunds,

    /// <summary>It is worked for.</summary>
    Active,

    /// <summary>Its owner has ended it, for good.</summary>
    Ended,

    /// <summary>It has fewer workers than it asks for.</summary>
    NotEnoughWorkers,

    /// <summary>It is worked for, but what was paid in will soon be used up.</summary>
    SmallBalance,
}

/// <summary>What follows from the states of deals.</summary>
public static class DealStatuses
{
    /// <summary>Whether a deal is over: ended or without funds, so that its units are given back.</summary>
    public static bool IsOver(this DealStatus status) => status is DealStatus.Ended or DealStatus.InsufficientFunds;

    /// <summary>The name that scripts see.</summary>
    public static string ToText(this DealStatus status) => status switch
    {
        DealStatus.InsufficientFunds => "INSUFFICIENT_FUNDS",
        DealStatus.Active => "ACTIVE",
        DealStatus.Ended => "ENDED",
        DealStatus.NotEnoughWorkers => "NOT_ENOUGH_WORKERS",
        _ => "SMALL_BALANCE",
    };
}

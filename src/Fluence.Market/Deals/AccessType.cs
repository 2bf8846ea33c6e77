namespace Fluence.Market.Deals;

/// <summary>Whom a deal's list of providers lets in, numbered as on the chain.</summary>
public enum AccessType
{
    /// <summary>Everybody; there is no list.</summary>
    None,

    /// <summary>Those listed, also without a capacity commitment.</summary>
    Whitelist,

    /// <summary>Those not listed.</summary>
    Blacklist,
}

namespace Fluence.Cli.Chain;

/// <summary>What to do about the errors of contracts that people meet.</summary>
internal static class ChainAdvice
{
    private const string Owner = "give the key of the owner's account with --wallet FILE, or in " + ChainOptions.KeyVariable;
    private const string Provider = "give the key of the provider's account with --wallet FILE, or in " + ChainOptions.KeyVariable;
    private const string Commitments = "`fluence provider cc-info` shows how commitments are";
    private const string Units = "`fluence deal info` shows the compute units of deals, `fluence provider deal-list` those of a provider";
    private const string Offers = "`fluence provider offer-info` shows what is offered";
    private const string Deal = "`fluence deal info` shows how the deal is";

    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["OwnableUnauthorizedAccount"] = Owner,
        ["NotDealOwner"] = Owner,
        ["NotOfferOwner"] = Provider,
        ["NotPeerProvider"] = Provider,
        ["NotCommitmentProvider"] = Provider,
        ["NotProviderOrPeerOwner"] = Provider,
        ["NotProviderOrDelegator"] = "only the provider and the delegator of a commitment may do so; " + Provider,
        ["NotDelegator"] = "this commitment has a certain delegator; give that account's key with --wallet FILE",
        ["CannotReturnUnit"] = "only the provider, the peer and the owner of the deal may do so; " + Owner,
        ["NotApproved"] = "the owner of this network keeps a list of providers that may commit peers; ask to be put on it",
        ["ProviderDoesNotExist"] = "`fluence provider register` makes the account a provider",
        ["UnknownDeal"] = "`fluence chain info` shows which chain is asked; --env and --rpc choose another",
        ["UnitDoesNotExist"] = Units,
        ["UnitNotInDeal"] = Units,
        ["UnitInDeal"] = "`fluence provider deal-exit` takes units out of deals",
        ["PeerAlreadyExists"] = "the peer is in an offer already, maybe of another provider; " + Offers,
        ["UnitAlreadyExists"] = Offers,
        ["PeerHasCommitment"] = "a peer's units change only while it has no commitment; " + Commitments,
        ["CommitmentDoesNotExist"] = Commitments,
        ["CommitmentNotStarted"] = "it starts with the epoch after its collateral; " + Commitments,
        ["CapacityCommitmentIsActive"] = Commitments,
        ["CapacityCommitmentIsNotActive"] = Commitments,
        ["CommitmentNotWaitingForDelegation"] = Commitments,
        ["TooEarlyToFinish"] = Commitments,
        ["NothingToWithdraw"] = "rewards unlock by and by; " + Commitments,
        ["TooManyProofs"] = "it has all proofs that count in this epoch; try again in the next",
        ["BalanceTooSmall"] = "a deal keeps what its workers need for the coming epochs; " + Deal,
        ["TooEarlyToWithdraw"] = "the rest can be taken out some epochs after the end; `fluence chain info` shows the epoch",
        ["DealIsEnded"] = "`fluence deploy` makes another one",
        ["DealNotMatchable"] = "a deal needs money for the coming epochs to be matched, see `fluence deal deposit`; " + Deal,
        ["TooEarlyToRematch"] = "try again in that epoch; `fluence chain info` shows the present one",
        ["MinWorkersNotMatched"] = "others were faster, or the offers have changed; try again",
        ["DealAlreadyPublished"] = "`fluence deal unpublish` closes it first",
        ["DealNotPublished"] = "`fluence deal publish` opens it",
        ["DepositTooSmall"] = "pay in more with --initial-balance or initialBalance of fluence.yaml",
    };

    /// <summary>What to do about an error of a contract; null where nothing is known.</summary>
    public static string? For(string error) => Advice.GetValueOrDefault(error);
}

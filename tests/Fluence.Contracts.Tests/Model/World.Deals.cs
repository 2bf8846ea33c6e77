using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>What can be done with deals.</summary>
internal sealed partial class World
{
    public void DeployDeal(
        int actor, BigInteger deposit,
            int min, int target, int maxPerProvider, BigInteger price, AccessType access, ImmutableArray<int> listed)
    {
        Revert.If(deposit < price * target * Setting.MinDepositedEpochs, "DepositTooSmall");
        Revert.If(min == 0 || min > target, "WorkersOutOfRange");
        Tokens[actor] = Tokens[actor].Minus(deposit);
        Deals.Add(new DealModel
        {
            Owner = actor, MinWorkers = min, TargetWorkers = target, MaxPerProvider = maxPerProvider, Price = price, AccessType = access,
            Listed = listed.ToHashSet(), Total = deposit, LastCommitted = Epoch - 1,
        });
    }

    public void Deposit(int actor, int deal, BigInteger amount)
    {
        CheckOwner(actor, deal);
        Revert.If(Deals[deal].EndedEpoch != 0, "DealIsEnded");
        Change(deal, committed => committed.Total += amount);
        Tokens[actor] = Tokens[actor].Minus(amount);
    }

    public void Withdraw(int actor, int deal, BigInteger amount)
    {
        CheckOwner(actor, deal);
        Change(deal, committed =>
        {
            Revert.If(amount > committed.Total, "BalanceTooSmall");
            committed.Total -= amount;
            if (committed.Total < committed.MinBalance(Setting.MinDepositedEpochs))
            {
                Revert.If(committed.EndedEpoch == 0, "BalanceTooSmall");
                Revert.If(Epoch <= committed.EndedEpoch + Setting.MinDepositedEpochs, "TooEarlyToWithdraw");
            }
        });
        Tokens[actor] += amount;
    }

    public void Stop(int actor, int deal)
    {
        CheckOwner(actor, deal);
        Revert.If(Deals[deal].EndedEpoch != 0, "DealIsEnded");
        Change(deal, static _ => { });
        Deals[deal].MaxPaid = BigInteger.Min(Deals[deal].MaxPaid, Epoch);
        Deals[deal].EndedEpoch = Epoch;
    }

    public void SetWorker(int actor, int deal, int unit)
    {
        Revert.If(Deals[deal].EndedEpoch != 0, "DealIsEnded");
        DealUnit found = UnitIn(deal, unit);
        CheckProviderOrPeerOwner(actor, unit);
        if (found.HasWorker)
        {
            return;
        }

        Change(deal, (committed, billed) => Replace(
            committed, found, found with { HasWorker = true, SnapshotEpoch = billed, GapsDelta = committed.Gaps }));
    }

    public void WithdrawDealRewards(int actor, int deal, int unit)
    {
        DealUnit found = UnitIn(deal, unit);
        CheckProviderOrPeerOwner(actor, unit);
        Change(deal, (committed, billed) => PayOut(committed, found, billed, Has(Rules.PaysIdleUnits)));
    }

    public void ReturnUnit(int actor, int unit)
    {
        int deal = Units[unit].Deal;
        Revert.If(deal == Nobody, "UnitNotInDeal");
        Peer peer = Peers[Units[unit].Peer];
        Revert.If(actor != peer.Provider && actor != peer.Owner && actor != Deals[deal].Owner, "CannotReturnUnit");
        TakeOutOfDeal(unit);
    }

    public void PublishDeal(int actor, int deal, long window)
    {
        CheckDealOwner(actor, deal);
        Revert.If(Deals[deal].OpenedAt != 0, "DealAlreadyPublished");
        Deals[deal].OpenedAt = Now;
        Deals[deal].Window = window;
    }

    public void UnpublishDeal(int actor, int deal)
    {
        CheckDealOwner(actor, deal);
        Revert.If(Deals[deal].OpenedAt == 0, "DealNotPublished");
        Deals[deal].OpenedAt = 0;
        Deals[deal].Window = 0;
    }

    public void JoinDeal(int actor, int deal, int unit)
    {
        DealModel terms = Deals[deal];
        Revert.If(terms.OpenedAt == 0, "DealNotPublished");
        CheckMatchable(deal);
        Peer peer = Peers[Units[unit].Peer];
        CheckProviderOrPeerOwner(actor, unit);
        BigInteger price = terms.JoinPrice(Now);
        Revert.If(price < MinPrices[peer.Provider], "PriceTooLow");
        Revert.If(terms.Units.Count >= terms.TargetWorkers, "NoFreeSlots");
        Revert.If(!terms.Allows(peer.Provider), "ProviderNotAllowed");
        Revert.If(terms.Units.Count(each => each.Provider == peer.Provider) >= terms.MaxPerProvider, "ProviderLimitReached");
        Revert.If(Units[unit].Deal != Nobody, "UnitInDeal");
        Revert.If(HasPeer(terms, Units[unit].Peer), "PeerAlreadyInDeal");
        CommitmentModel? cc = Commitments[Units[unit].Peer];
        Revert.If(cc is null && terms.AccessType != AccessType.Whitelist, "PeerHasNoCommitment");
        Revert.If(cc is not null && StatusOf(cc) != CommitmentStatus.Active, "CapacityCommitmentIsNotActive");
        if (!terms.Settled)
        {
            terms.Floor = BigInteger.Max(terms.Floor, MinPrices[peer.Provider]);
            if (terms.Units.Count + 1 >= terms.MinWorkers)
            {
                terms.Settled = true;
                terms.Price = price;
            }
        }

        MoveToDeal(unit, deal);
    }

    public void MatchDeal(int actor, int deal, ImmutableArray<(int Provider, ImmutableArray<int> Units)> offers)
    {
        DealModel terms = Deals[deal];
        CheckMatchable(deal);
        CheckDealOwner(actor, deal);
        Revert.If(terms.LastMatched != 0 && Epoch <= terms.LastMatched + Setting.MinRematchingEpochs, "TooEarlyToRematch");
        bool strict = Has(Rules.MatchRevertsOnMisfits);
        int before = terms.Units.Count;
        foreach ((int provider, ImmutableArray<int> units) in offers)
        {
            if (!terms.Allows(provider) || terms.Price < MinPrices[provider])
            {
                continue;
            }

            foreach (int unit in units)
            {
                int ofProvider = Deals[deal].Units.Count(each => each.Provider == provider);
                if (Deals[deal].Units.Count == terms.TargetWorkers
                    || ofProvider > terms.MaxPerProvider || (!strict && ofProvider == terms.MaxPerProvider))
                {
                    break;
                }

                if (Fits(deal, provider, unit, strict))
                {
                    Revert.If(Units[unit].Deal != Nobody || ofProvider == terms.MaxPerProvider, "Error");
                    MoveToDeal(unit, deal);
                }
            }
        }

        Revert.If(terms.Units.Count < terms.MinWorkers, "MinWorkersNotMatched");
        if (terms.Units.Count > before)
        {
            terms.LastMatched = Epoch;
            terms.Settled = true;
        }
    }

    private bool Fits(int deal, int provider, int unit, bool strict)
    {
        int peer = Units[unit].Peer;
        CommitmentModel? cc = Commitments[peer];
        if (Peers[peer].Provider != provider || HasPeer(Deals[deal], peer))
        {
            return false;
        }

        bool named = Deals[deal].AccessType == AccessType.Whitelist;
        if (named && strict)
        {
            return true;
        }

        return Units[unit].Deal == Nobody && (cc is null ? named : StatusOf(cc) == CommitmentStatus.Active);
    }

    private void MoveToDeal(int unit, int deal)
    {
        int peer = Units[unit].Peer;
        Deals[deal].Units.Add(new DealUnit(unit, Peers[peer].Provider, false, 0, 0));
        Units[unit] = Units[unit] with { Deal = deal };
        if (Commitments[peer] is { } cc)
        {
            MoveOutOfCommitment(cc, unit);
        }
    }

    private void TakeOutOfDeal(int unit)
    {
        int deal = Units[unit].Deal;
        Units[unit] = Units[unit] with { Deal = Nobody };
        Change(deal, (committed, billed) =>
        {
            DealUnit found = committed.Units.Single(each => each.Unit == unit);
            PayOut(committed, found, billed, Has(Rules.PaysIdleUnits));
            committed.Units.RemoveAll(each => each.Unit == unit);
        });
        if (Commitments[Units[unit].Peer] is { } cc)
        {
            ReturnToCommitment(cc, unit);
        }
    }

    private void PayOut(DealModel committed, DealUnit unit, int billed, bool paysIdle)
    {
        BigInteger reward = committed.Reward(unit, billed, paysIdle);
        if (reward.IsZero)
        {
            return;
        }

        committed.Locked = committed.Locked.Minus(reward);
        Tokens[unit.Provider] += reward;
        Replace(committed, unit, unit with { SnapshotEpoch = billed, GapsDelta = committed.Gaps });
    }

    private void Change(int deal, Action<DealModel> change) => Change(deal, (committed, _) => change(committed));

    private void Change(int deal, Action<DealModel, int> change)
    {
        (DealModel committed, int billed) = Deals[deal].Committed(Epoch);
        int workers = committed.Workers;
        change(committed, billed);
        committed.Close(billed, workers);
        Deals[deal] = committed;
    }

    private static void Replace(DealModel deal, DealUnit old, DealUnit next) => deal.Units[deal.Units.IndexOf(old)] = next;

    private bool HasPeer(DealModel deal, int peer) => deal.Units.Any(each => Units[each.Unit].Peer == peer);

    private DealUnit UnitIn(int deal, int unit) =>
        Deals[deal].Units.FirstOrDefault(each => each.Unit == unit) ?? throw new RevertException("UnitDoesNotExist");

    private void CheckMatchable(int deal) => Revert.If(
        Deals[deal].Status(Epoch, Setting.MinDepositedEpochs) is not (DealStatus.Active or DealStatus.NotEnoughWorkers),
        "DealNotMatchable");

    private void CheckOwner(int actor, int deal) => Revert.If(Deals[deal].Owner != actor, "OwnableUnauthorizedAccount");

    private void CheckDealOwner(int actor, int deal) => Revert.If(Deals[deal].Owner != actor, "NotDealOwner");

    private void CheckProviderOrPeerOwner(int actor, int unit)
    {
        Peer peer = Peers[Units[unit].Peer];
        Revert.If(actor != peer.Provider && actor != peer.Owner, "NotProviderOrPeerOwner");
    }
}

using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Model;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>Whom and what a call is about.</summary>
internal sealed partial class SequenceMaker
{
    private int _deal;
    private int _unit;
    private BigInteger _commitment;

    private Operation Deploy()
    {
        int min = _random.Next(1, 3);
        int target = min + _random.Next(3);
        BigInteger price = _random.Next(8) == 0 ? Cast.MinPrice / 2 : Cast.MinPrice + _random.Next(2_500_000);
        BigInteger needed = price * target * cast.Marketplace.Setting.MinDepositedEpochs;
        BigInteger amount = needed + (_random.Next(12) == 0 ? -1 : _random.Next((int)needed * 4));
        AccessType access = _random.Next(8) switch { < 5 => AccessType.None, < 7 => AccessType.Whitelist, _ => AccessType.Blacklist };
        ImmutableArray<int> listed = access == AccessType.Blacklist ? [Cast.SecondProvider]
            : _random.Next(2) == 0 ? [Cast.FirstProvider] : [Cast.FirstProvider, Cast.SecondProvider];
        int owner = _random.Next(2) == 0 ? Cast.FirstCustomer : Cast.SecondCustomer;
        return _world.Deals.Count >= Cast.Deals ? new CalculatePool(Cast.Stranger)
            : new DeployDeal(owner, amount, min, target, _random.Next(1, 4), price, access, listed);
    }

    private MatchDeal Match()
    {
        int[] ready = [.. Enumerable.Range(0, _world.Deals.Count).Where(IsReady)];
        _deal = ready.Length == 0 || _random.Next(12) == 0 ? AnyDeal() : ready[_random.Next(ready.Length)];
        int actor = Usually(_deal < _world.Deals.Count ? _world.Deals[_deal].Owner : Cast.FirstCustomer);
        IEnumerable<int> providers =
            _random.Next(3) == 0 ? [Cast.SecondProvider, Cast.FirstProvider] : [Cast.FirstProvider, Cast.SecondProvider];
        ImmutableArray<(int, ImmutableArray<int>)>.Builder offers = ImmutableArray.CreateBuilder<(int, ImmutableArray<int>)>();
        foreach (int provider in providers.Take(_random.Next(5) == 0 ? 1 : 2))
        {
            // Now and then a unit of another's offer is among them.
            IEnumerable<int> units = Shuffled(Cast.Units)
                .Where(unit => Cast.Peers[_world.Units[unit].Peer].Provider == provider || _random.Next(12) == 0)
                .Where(unit => _random.Next(8) == 0 || Proves(unit)
                    || (_deal < _world.Deals.Count && _world.Deals[_deal].AccessType == AccessType.Whitelist));
            offers.Add((provider, [.. units.Take(_random.Next(1, 5))]));
        }

        return new MatchDeal(actor, _deal, offers.ToImmutable());
    }

    private bool IsReady(int deal)
    {
        DealModel terms = _world.Deals[deal];
        return terms.Units.Count < terms.TargetWorkers
            && terms.Status(_world.Epoch, _world.Setting.MinDepositedEpochs) is DealStatus.Active or DealStatus.NotEnoughWorkers
            && (terms.LastMatched == 0 || terms.OpenedAt != 0 || _world.Epoch > terms.LastMatched + _world.Setting.MinRematchingEpochs);
    }

    private bool Proves(int unit) => _world.Units[unit].Deal == World.Nobody && _world.Commitments[_world.Units[unit].Peer] is { } cc
        && cc.Copy().Update(_world.Epoch, _world.Setting.MaxFailedRatio, Cast.Peers[cc.Peer].Units.Count).Status == CommitmentStatus.Active;

    private int FreeUnit()
    {
        int[] free = [.. Enumerable.Range(0, Cast.Units).Where(Proves)];
        return free.Length == 0 || _random.Next(8) == 0 ? _random.Next(Cast.Units) : free[_random.Next(free.Length)];
    }

    private int FreePeer()
    {
        int[] free = [.. Enumerable.Range(0, Cast.Peers.Count).Where(peer => _world.Commitments[peer] is null)];
        return free.Length == 0 || _random.Next(8) == 0 ? _random.Next(Cast.Peers.Count) : free[_random.Next(free.Length)];
    }

    private SetPrice Price()
    {
        BigInteger price = Setting.Precision * _random.Next(5, 21) / 10;
        return new SetPrice(Usually(Cast.Owner), price);
    }

    private RemoveUnits Exit()
    {
        BigInteger id = AnyCommitment();
        if (_world.Find(id) is not { } cc)
        {
            return new RemoveUnits(Cast.Stranger, id, []);
        }

        IReadOnlyList<int> units = Cast.Peers[cc.Peer].Units;
        ImmutableArray<int> chosen = _random.Next(3) == 0 ? [units[_random.Next(units.Count)]] : [.. units];
        return new RemoveUnits(Usually(cc.Provider), id, _random.Next(20) == 0 ? [0, 4] : chosen);
    }

    private BigInteger Amount()
    {
        BigInteger free = _deal < _world.Deals.Count ? _world.Deals[_deal].Committed(_world.Epoch).Deal.Total : 0;
        return _random.Next(4) switch
        {
            0 => free,
            1 => free + 1,
            2 when _deal < _world.Deals.Count =>
                BigInteger.Max(0, free - _world.Deals[_deal].MinBalance(cast.Marketplace.Setting.MinDepositedEpochs)),
            2 => 1,
            _ => _random.Next(1, 3_000_000),
        };
    }

    private int AnyDeal() => _world.Deals.Count == 0 ? 0 : _random.Next(_world.Deals.Count);

    private int AnyDealOf(out int unit)
    {
        unit = _unit;
        return _world.Units[unit].Deal is >= 0 and int deal && _random.Next(15) != 0 ? deal : AnyDeal();
    }

    private int UnitInDeal() => _unit;

    private BigInteger AnyCommitment()
    {
        CommitmentModel[] open = [.. _world.Commitments.OfType<CommitmentModel>()];
        CommitmentModel[] all = _random.Next(6) == 0 || open.Length == 0 ? [.. open, .. _world.Finished] : open;
        _commitment = all.Length == 0 ? 1 : all[_random.Next(all.Length)].Id;
        return _commitment;
    }

    private int UnitActor()
    {
        int[] inDeals = [.. Enumerable.Range(0, Cast.Units).Where(unit => _world.Units[unit].Deal != World.Nobody)];
        if (inDeals.Length != 0 && _random.Next(8) != 0 && _world.Units[_unit].Deal == World.Nobody)
        {
            _unit = inDeals[_random.Next(inDeals.Length)];
        }

        Peer peer = Cast.Peers[_world.Units[_unit].Peer];
        return _random.Next(2) == 0 ? peer.Provider : peer.Owner;
    }

    private int DealOwner()
    {
        _deal = AnyDeal();
        return _deal < _world.Deals.Count ? _world.Deals[_deal].Owner : Cast.FirstCustomer;
    }

    private int CommitmentActor()
    {
        BigInteger id = AnyCommitment();
        return _world.Find(id) is not { } cc ? Cast.Stranger
            : cc.Delegator != World.Nobody && _random.Next(2) == 0 ? cc.Delegator
            : cc.Provider;
    }

    /// <summary>The one who may, and now and then somebody else.</summary>
    private int Mostly(Func<int> who)
    {
        int actor = who();
        return Usually(actor);
    }

    private int Usually(int actor) => _random.Next(12) == 0 ? _random.Next(Cast.Actors) : actor;

    /// <summary>Everybody takes out what is theirs: deals end, units go home, commitments run out and give their collateral back.</summary>
    private void Close()
    {
        Add(Seconds(1), Enumerable.Range(0, _world.Deals.Count).Select(deal => (Operation)new Stop(_world.Deals[deal].Owner, deal)));
        Add(Seconds(1), Enumerable.Range(0, Cast.Units).Where(unit => _world.Units[unit].Deal != World.Nobody)
            .Select(unit => (Operation)new ReturnUnit(Cast.Peers[_world.Units[unit].Peer].Provider, unit)));
        Add(Seconds(4), Enumerable.Range(0, _world.Deals.Count)
            .Select(deal => (Operation)new Withdraw(
                _world.Deals[deal].Owner, deal, _world.Deals[deal].Committed(_world.Epoch).Deal.Total)));
        Add(Seconds(40), Cast.Peers.Select((peer, index) => (peer, index)).SelectMany(each => Home(each.peer, each.index)));
        Add(Seconds(1), _world.Finished.ToArray().Select(static cc => (Operation)new WithdrawReward(cc.Provider, cc.Id)));
    }

    private IEnumerable<Operation> Home(Peer peer, int index)
    {
        if (_world.Commitments[index] is not { } cc)
        {
            yield break;
        }

        if (cc.Status == CommitmentStatus.WaitDelegation)
        {
            yield return new RemoveCommitment(peer.Provider, cc.Id);
            yield break;
        }

        foreach (int unit in peer.Units)
        {
            yield return new RemoveUnits(peer.Provider, cc.Id, [unit]);
        }

        yield return new Finish(Cast.Stranger, cc.Id);
    }
}

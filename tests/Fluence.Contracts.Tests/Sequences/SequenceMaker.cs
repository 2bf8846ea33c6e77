using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Model;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>
/// Makes random sequences. What is asked for is mostly possible, because it follows a model of ours while it is made; who asks, and how
/// much, is mostly right and sometimes not. In every third sequence most units come to deals by joining them. A sequence ends with
/// everybody taking out what is theirs.
/// </summary>
/// <param name="cast">Who takes part.</param>
/// <param name="seed">What decides.</param>
/// <param name="onlyOriginal">Whether nothing is called that the original does not have.</param>
internal sealed partial class SequenceMaker(Cast cast, int seed, bool onlyOriginal)
{
    private readonly Random _random = new(seed);
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    private readonly World _world = cast.NewWorld(Rules.Ours);
    private readonly bool _joins = !onlyOriginal && seed % 3 == 0;
    private int _nonce;

    /// <summary>The world at the end, where all that could be taken out is.</summary>
    public World End => _world;

    public Sequence Make()
    {
        int blocks = _random.Next(10, 26);
        for (int block = 0; block < blocks; block++)
        {
            long seconds = _random.Next(8) == 0 ? _random.Next(1, 5) : Seconds(_random.Next(7) == 0 ? _random.Next(2, 6) : 1);
            Add(seconds, block < 3 ? Beginning() : Middle());
        }

        Close();
        return new Sequence(seed, _steps.ToImmutable());
    }

    private long Seconds(int epochs) => (long)epochs * cast.Marketplace.Setting.EpochDuration;

    private void Add(long seconds, IEnumerable<Operation> operations)
    {
        cast.Advance(_world, seconds);
        ImmutableArray<Operation>.Builder made = ImmutableArray.CreateBuilder<Operation>();
        // Each is thought of in the world that the ones before have made.
        foreach (Operation operation in operations)
        {
            made.Add(operation);
            Try(operation);
        }

        _steps.Add(new Step(seconds, made.ToImmutable()));
    }

    private void Try(Operation operation)
    {
        if (IsTaken(operation))
        {
            operation.Apply(_world);
        }
    }

    private bool IsTaken(Operation operation)
    {
        try
        {
            operation.Apply(_world.Copy());
            return true;
        }
        catch (RevertException)
        {
            return false;
        }
    }

    private IEnumerable<Operation> Beginning()
    {
        foreach (int peer in Shuffled(Cast.Peers.Count))
        {
            if (_world.Commitments[peer] is null && _random.Next(4) != 0)
            {
                yield return Create(peer);
            }

            if (_random.Next(3) != 0)
            {
                yield return Collateral();
            }
        }

        yield return Deploy();
    }

    private IEnumerable<Operation> Middle()
    {
        foreach (Operation proof in Proofs())
        {
            yield return proof;
        }

        foreach (Operation operation in _random.Next(4) == 0 ? Homecoming() : [])
        {
            yield return operation;
        }

        int count = _random.Next(1, 7);
        for (int i = 0; i < count; i++)
        {
            yield return Any();
        }
    }

    private Operation Any() => _world.Deals.Count == 0 ? Deploy() : _joins && _random.Next(3) == 0 ? Join() : Each();

    private Operation Each() => _random.Next(onlyOriginal ? 85 : 100) switch
    {
        < 5 => Create(FreePeer()),
        < 11 => Collateral(),
        < 15 => Deploy(),
        < 28 => _joins && _random.Next(3) != 0 ? Join() : Match(),
        < 43 => new SetWorker(Mostly(UnitActor), AnyDealOf(out int unit), unit),
        < 50 => new WithdrawDealRewards(Mostly(UnitActor), AnyDealOf(out int unit), unit),
        < 55 => new ReturnUnit(Mostly(UnitActor), UnitInDeal()),
        < 58 => new Deposit(Mostly(DealOwner), _deal, _random.Next(10_000_000)),
        < 61 => new Withdraw(Mostly(DealOwner), _deal, Amount()),
        < 62 => new Stop(Mostly(DealOwner), _deal),
        < 68 => Exit(),
        < 72 => new Finish(_random.Next(Cast.Actors), AnyCommitment()),
        < 78 => new WithdrawReward(Mostly(CommitmentActor), _commitment),
        < 79 => new RemoveCommitment(Mostly(CommitmentActor), _commitment),
        < 81 => Price(),
        < 82 => new CalculatePool(_random.Next(Cast.Actors)),
        < 85 => new ChangeMinPrice(Cast.FirstProvider, Cast.FirstProvider, _random.Next(1, 4) * Cast.MinPrice / 2),
        < 88 => new PublishDeal(Mostly(DealOwner), _deal, _random.Next(4) == 0 ? 0 : _random.Next(60)),
        < 89 => new UnpublishDeal(Mostly(DealOwner), _deal),
        _ => Join(),
    };

    /// <summary>A unit returns, and is matched again, or committed, in the same block.</summary>
    private IEnumerable<Operation> Homecoming()
    {
        int[] working = [.. Enumerable.Range(0, Cast.Units).Where(unit => _world.Units[unit].Deal != World.Nobody)];
        if (working.Length == 0)
        {
            yield break;
        }

        int unit = working[_random.Next(working.Length)];
        int peer = _world.Units[unit].Peer;
        int provider = Cast.Peers[peer].Provider;
        if (_world.Commitments[peer] is null)
        {
            yield return Create(peer);
        }

        yield return new ReturnUnit(provider, unit);
        foreach (int deal in Enumerable.Range(0, _world.Deals.Count).Where(IsReady).ToArray())
        {
            yield return new MatchDeal(_world.Deals[deal].Owner, deal, [(provider, [unit])]);
        }

        yield return Collateral();
    }

    /// <summary>A unit joins a deal that is open; where none is, one is opened.</summary>
    private Operation Join()
    {
        int[] ready = [.. Enumerable.Range(0, _world.Deals.Count).Where(IsReady)];
        int[] open = [.. ready.Where(deal => _world.Deals[deal].OpenedAt != 0)];
        if (open.Length == 0 && ready.Length != 0)
        {
            int chosen = ready[_random.Next(ready.Length)];
            return new PublishDeal(_world.Deals[chosen].Owner, chosen, _random.Next(30));
        }

        // Most joins are ones that the deal takes, where there is such a unit; the others are refused for every reason that there is.
        JoinDeal[] fitting = _random.Next(4) == 0 ? [] : [.. open.SelectMany(FittingJoins)];
        if (fitting.Length != 0)
        {
            return fitting[_random.Next(fitting.Length)];
        }

        int unit = FreeUnit();
        int deal = open.Length == 0 || _random.Next(10) == 0 ? AnyDeal() : open[_random.Next(open.Length)];
        return new JoinDeal(Usually(JoinerOf(unit)), deal, unit);
    }

    private IEnumerable<JoinDeal> FittingJoins(int deal) => Enumerable.Range(0, Cast.Units)
        .Select(unit => new JoinDeal(JoinerOf(unit), deal, unit)).Where(IsTaken);

    private int JoinerOf(int unit)
    {
        Peer peer = Cast.Peers[_world.Units[unit].Peer];
        return _random.Next(2) == 0 ? peer.Provider : peer.Owner;
    }

    private CreateCommitment Create(int peer)
    {
        int duration = cast.Marketplace.Setting.MinDuration + _random.Next(-1, 20);
        int delegator = _random.Next(3) switch { 0 => World.Nobody, 1 => Cast.Delegator, _ => Cast.Peers[peer].Provider };
        BigInteger rate = _random.Next(12) == 0 ? Setting.Precision + 1 : _random.Next(1, 10_000_001);
        BigInteger id = cast.CommitmentId(_world.BlockNumber, peer, duration, delegator, rate);
        return new CreateCommitment(Usually(Cast.Peers[peer].Provider), peer, duration, delegator, rate, id);
    }

    private DepositCollateral Collateral()
    {
        CommitmentModel[] waiting = [.. _world.Commitments.OfType<CommitmentModel>().Where(
            static cc => cc.Status == CommitmentStatus.WaitDelegation)];
        _random.Shuffle(waiting);
        CommitmentModel[] chosen = waiting[..Math.Min(waiting.Length, _random.Next(1, 4))];
        if (chosen.Length > 1 && _random.Next(2) == 0)
        {
            chosen = [.. chosen.Where(cc => cc.Delegator == chosen[0].Delegator)];
        }

        BigInteger amount = chosen.Aggregate(BigInteger.Zero, (sum, cc) => sum + (cc.CollateralPerUnit * Cast.Peers[cc.Peer].Units.Count));
        amount += _random.Next(15) == 0 && amount > 0 ? _random.Next(-1, 2) : 0;
        int actor = chosen.Length == 0 || chosen[0].Delegator == World.Nobody ? _random.Next(Cast.Actors) : Usually(chosen[0].Delegator);
        return new DepositCollateral(actor, [.. chosen.Select(static cc => cc.Id)], amount);
    }

    private IEnumerable<Operation> Proofs()
    {
        foreach (int unit in Shuffled(Cast.Units))
        {
            // Some units hardly ever prove, so that their commitments fail.
            if (_random.Next(20) >= (unit % 3 == 2 ? 11 : 18) || (!Proves(unit) && _random.Next(20) != 0))
            {
                continue;
            }

            int owner = Usually(Cast.Peers[_world.Units[unit].Peer].Owner);
            int most = cast.Marketplace.Setting.MaxProofs;
            int count = _random.Next(10) switch { 0 => 1, 1 => most, 2 => most + 1, _ => cast.Marketplace.Setting.MinProofs };
            if (!onlyOriginal && _random.Next(3) != 0)
            {
                yield return new SubmitProofs(owner, [.. Enumerable.Range(0, count).Select(_ => (unit, Nonce()))]);
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                yield return new SubmitProof(owner, unit, Nonce());
            }
        }
    }

    private int Nonce() => _random.Next(25) == 0 ? Math.Max(1, _nonce) : ++_nonce;

    private int[] Shuffled(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        _random.Shuffle(all);
        return all;
    }
}

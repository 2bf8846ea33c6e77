using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>A peer of an offer.</summary>
/// <param name="Provider">The actor whose offer it is in; an actor has one offer.</param>
/// <param name="Owner">The actor that may prove and work for it.</param>
/// <param name="Units">Its units.</param>
internal sealed record Peer(int Provider, int Owner, IReadOnlyList<int> Units);

/// <summary>Where a unit is.</summary>
internal sealed record UnitPlace(int Peer, int Deal, int StartEpoch);

/// <summary>
/// All of a marketplace: who has what, and why. Written from what the marketplace promises, without a look at how the contracts keep it:
/// epochs are walked one by one, and rewards are lists. Actors, deals, peers and units are numbers.
/// </summary>
internal sealed partial class World
{
    public const int Nobody = -1;

    private readonly Rules _rules;

    public World(Rules rules, Setting setting, IReadOnlyList<Peer> peers, int actors)
    {
        _rules = rules;
        Setting = setting;
        Peers = peers;
        FltPrice = setting.FltPrice;
        Tokens = new BigInteger[actors];
        Coins = new BigInteger[actors];
        Pools = [(1, setting.InitialPool)];
        RewardBalance = setting.InitialRewardBalance;
        CapacityCoins = setting.InitialRewardBalance;
        MinPrices = new BigInteger[actors];
        Commitments = new CommitmentModel?[peers.Count];
        Units = [.. peers.SelectMany((peer, index) => peer.Units.Select(_ => new UnitPlace(index, Nobody, 0)))];
    }

    private World(World other)
    {
        _rules = other._rules;
        Setting = other.Setting;
        Peers = other.Peers;
        FltPrice = other.FltPrice;
        Epoch = other.Epoch;
        Now = other.Now;
        BlockNumber = other.BlockNumber;
        Tokens = [.. other.Tokens];
        Coins = [.. other.Coins];
        Pools = [.. other.Pools];
        RewardBalance = other.RewardBalance;
        CapacityCoins = other.CapacityCoins;
        ActiveUnits = other.ActiveUnits;
        MinPrices = [.. other.MinPrices];
        Commitments = [.. other.Commitments.Select(static cc => cc?.Copy())];
        Finished = [.. other.Finished.Select(static cc => cc.Copy())];
        Units = [.. other.Units];
        Deals = [.. other.Deals.Select(static deal => deal.Copy())];
        EpochProofs = new(other.EpochProofs);
        SubmittedProofs = [.. other.SubmittedProofs];
    }

    public Setting Setting { get; }

    public IReadOnlyList<Peer> Peers { get; }

    public int Epoch { get; set; }

    public long Now { get; set; }

    public long BlockNumber { get; set; }

    /// <summary>The payment token of each actor.</summary>
    public BigInteger[] Tokens { get; }

    /// <summary>The chain's own coin of each actor.</summary>
    public BigInteger[] Coins { get; }

    public BigInteger FltPrice { get; set; }

    public BigInteger ActiveUnits { get; set; }

    /// <summary>What Capacity has of the chain's coin: collateral, and what rewards are paid from.</summary>
    public BigInteger CapacityCoins { get; set; }

    public BigInteger RewardBalance { get; set; }

    public BigInteger[] MinPrices { get; }

    /// <summary>The commitment of each peer.</summary>
    public CommitmentModel?[] Commitments { get; }

    /// <summary>Commitments that are over; their rewards can still be withdrawn.</summary>
    public List<CommitmentModel> Finished { get; } = [];

    public UnitPlace[] Units { get; }

    public List<DealModel> Deals { get; } = [];

    private List<(int Epoch, BigInteger Value)> Pools { get; }

    /// <summary>For each epoch how many proofs a unit needs, and how many proofs share the pool.</summary>
    private Dictionary<int, (int Min, BigInteger Total)> EpochProofs { get; } = [];

    private HashSet<(int Epoch, int Unit, int Nonce)> SubmittedProofs { get; } = [];

    public World Copy() => new(this);

    /// <summary>The reward pool of an epoch.</summary>
    public BigInteger PoolOf(int epoch)
    {
        (int Epoch, BigInteger Value) found = Pools.LastOrDefault(pool => pool.Epoch <= epoch);
        return found.Value;
    }

    public CommitmentModel? Find(BigInteger id) =>
        Commitments.FirstOrDefault(cc => cc?.Id == id) ?? Finished.FirstOrDefault(cc => cc.Id == id);

    private bool Has(Rules rule) => _rules.HasFlag(rule);

    private void SetActiveUnits(BigInteger count)
    {
        ActiveUnits = count;
        UpdatePool();
    }

    private void UpdatePool()
    {
        bool again = Pools[^1].Epoch == Epoch;
        if (ActiveUnits.IsZero || (again && Pools.Count < 2))
        {
            return;
        }

        BigInteger previous = again ? Pools[^2].Value : Pools[^1].Value;
        BigInteger scale = Has(Rules.PoolComparesScales) ? 1 : Setting.Ether;
        BigInteger next = previous * FltPrice / scale / ActiveUnits > Setting.UsdTarget
            ? BigInteger.Max(previous * 9 / 10, Setting.MinReward)
            : BigInteger.Min(previous * 11 / 10, Setting.MaxReward);
        if (again)
        {
            Pools[^1] = (Epoch, next);
        }
        else
        {
            Pools.Add((Epoch, next));
        }
    }
}

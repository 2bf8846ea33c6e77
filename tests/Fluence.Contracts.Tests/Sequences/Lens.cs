using System.Numerics;
using Fluence.Contracts.Tests.Model;
using Fluence.Crypto;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>What a model shows, in the words and the order in which the driver sees a chain (contracts/test/Driver.sol).</summary>
internal static class Lens
{
    private static readonly BigInteger Refused = new(Keccak256.Hash("refused"u8), isUnsigned: true, isBigEndian: true);

    public static List<(string Name, BigInteger Value)> Look(World world, Cast cast, bool stale)
    {
        List<(string, BigInteger)> words =
        [
            ("active units", world.ActiveUnits), ("pool", world.PoolOf(world.Epoch)), ("coins of Capacity", world.CapacityCoins),
            ("epoch", world.Epoch),
        ];
        for (int actor = 0; actor < Cast.Actors; actor++)
        {
            words.Add(($"tokens of actor {actor}", world.Tokens[actor]));
            words.Add(($"coins of actor {actor}", world.Coins[actor]));
        }

        for (int deal = 0; deal < Cast.Deals; deal++)
        {
            words.AddRange(Deal(world, deal));
        }

        for (int unit = 0; unit < Cast.Units; unit++)
        {
            words.AddRange(Unit(world, cast, unit));
        }

        for (int peer = 0; peer < Cast.Peers.Count; peer++)
        {
            words.AddRange(Commitment(world, cast, peer, stale));
        }

        return words;
    }

    public static Bytes32 Hash(IReadOnlyList<(string Name, BigInteger Value)> words)
    {
        byte[] bytes = new byte[words.Count * 32];
        for (int i = 0; i < words.Count; i++)
        {
            BigInteger value = words[i].Value;
            int length = value.GetByteCount(isUnsigned: true);
            value.TryWriteBytes(bytes.AsSpan((i * 32) + 32 - length), out _, isUnsigned: true, isBigEndian: true);
        }

        return Bytes32.FromBytes(Keccak256.Hash(bytes));
    }

    private static IEnumerable<(string, BigInteger)> Deal(World world, int index)
    {
        if (index >= world.Deals.Count)
        {
            return Enumerable.Range(0, 7).Select(i => ($"no deal {index}: {i}", BigInteger.Zero));
        }

        DealModel deal = world.Deals[index];
        return
        [
            ($"status of deal {index}", (int)deal.Status(world.Epoch, world.Setting.MinDepositedEpochs)),
            ($"free balance of deal {index}", deal.Committed(world.Epoch).Deal.Total),
            ($"tokens of deal {index}", deal.Total + deal.Locked),
            ($"last paid epoch of deal {index}", deal.MaxPaid), ($"workers of deal {index}", deal.Workers),
            ($"units of deal {index}", deal.Units.Count), ($"price of deal {index}", deal.Price),
        ];
    }

    private static IEnumerable<(string, BigInteger)> Unit(World world, Cast cast, int index)
    {
        UnitPlace unit = world.Units[index];
        BigInteger reward = 0;
        if (unit.Deal != World.Nobody)
        {
            (DealModel deal, int billed) = world.Deals[unit.Deal].Committed(world.Epoch);
            reward = deal.Reward(deal.Units.Single(each => each.Unit == index), billed, paysIdle: false);
        }

        BigInteger address = unit.Deal == World.Nobody ? 0 : new BigInteger(cast.Deal(unit.Deal).Span, isUnsigned: true, isBigEndian: true);
        return [($"deal of unit {index}", address), ($"start of unit {index}", unit.StartEpoch), ($"reward of unit {index}", reward)];
    }

    private static IEnumerable<(string, BigInteger)> Commitment(World world, Cast cast, int peer, bool stale)
    {
        if (world.Commitments[peer] is not { } stored)
        {
            return Enumerable.Range(0, 9).Select(i => ($"no commitment of peer {peer}: {i}", BigInteger.Zero));
        }

        CommitmentModel now = stored.Copy();
        (CommitmentStatus status, _) = now.Update(world.Epoch, world.Setting.MaxFailedRatio, Cast.Peers[peer].Units.Count);
        CommitmentModel shown = stale ? stored : now;
        BigInteger delegator = new(cast.AddressOf(shown.Delegator).Span, isUnsigned: true, isBigEndian: true);
        int until = now.FailedEpoch != 0 && !stale ? now.FailedEpoch : world.Epoch;
        return
        [
            ($"commitment of peer {peer}", shown.Id),
            ($"status of peer {peer}", (int)status), ($"collateral of peer {peer}", shown.CollateralPerUnit),
            ($"start of peer {peer}", shown.StartEpoch),
            ($"delegator of peer {peer}", delegator), ($"fails of peer {peer}", shown.TotalFails),
            ($"failed epoch and exits of peer {peer}", (new BigInteger(shown.FailedEpoch) << 32) | shown.Exited),
            ($"rewards of peer {peer}", Or(() => shown.Vesting.Ever.Minus(shown.Vesting.Withdrawn))),
            ($"unlocked of peer {peer}", Or(
                () => (shown.Vesting.UnlockedAt(until) ?? 0).Minus(shown.Vesting.UnlockedAt(until) is null ? 0 : shown.Vesting.Withdrawn))),
        ];
    }

    private static BigInteger Or(Func<BigInteger> value)
    {
        try
        {
            return value();
        }
        catch (RevertException)
        {
            return Refused;
        }
    }
}

using System.Collections.Immutable;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;

namespace Fluence.Cli.Provider;

/// <summary>What is done with some commitments.</summary>
/// <param name="session">The chain, and the account.</param>
/// <param name="commitments">The commitments, and what they are called.</param>
/// <param name="batch">How many compute units one transaction takes out of a commitment at most.</param>
/// <param name="report">Told of each step.</param>
internal sealed class CommitmentWork(
    ChainSession session, ImmutableArray<(string Name, Bytes32 Id)> commitments, int batch, Action<string> report)
{
    private readonly CommitmentClient _client = new(session.Sender, session.Contracts);

    public async Task ActivateAsync(CancellationToken cancellation)
    {
        ImmutableArray<Bytes32> waiting =
            [.. (await OfStatusAsync([CommitmentStatus.WaitDelegation], cancellation)).Select(static each => each.Info.Id)];
        BigInteger before = await session.Client.GetBalanceAsync(session.Account, cancellation: cancellation);
        await _client.DepositCollateralAsync(waiting, cancellation);
        BigInteger spent = before - await session.Client.GetBalanceAsync(session.Account, cancellation: cancellation);
        report($"{waiting.Length} commitments begin with the next epoch; deposited, with the transaction's cost, "
            + $"{TokenAmount.Flt.Text(spent)}");
    }

    public async Task RemoveAsync(CancellationToken cancellation)
    {
        foreach ((string name, CommitmentInfo info) in await OfStatusAsync([CommitmentStatus.WaitDelegation], cancellation))
        {
            await _client.RemoveAsync(info.Id, cancellation);
            report($"removed the commitment of {name}");
        }
    }

    public async Task FinishAsync(CancellationToken cancellation)
    {
        foreach ((string name, CommitmentInfo info) in
            await OfStatusAsync([CommitmentStatus.Inactive, CommitmentStatus.Failed], cancellation))
        {
            ImmutableArray<Bytes32> units = await session.Client.CallAsync(
                session.Contracts.Market, new Market.Contracts.MarketContract.GetComputeUnitIds(info.PeerId), cancellation: cancellation);
            foreach (Bytes32[] some in units.Skip((int)info.ExitedUnits).Chunk(Math.Max(1, batch)))
            {
                await _client.RemoveUnitsAsync(info.Id, [.. some], cancellation);
            }

            await _client.FinishAsync(info.Id, cancellation);
            report($"the collateral of {name} is back, less what was lost");
        }
    }

    public async Task WithdrawRewardsAsync(CancellationToken cancellation)
    {
        foreach ((string name, Bytes32 id) in commitments)
        {
            BigInteger unlocked = await _client.GetUnlockedRewardsAsync(id, cancellation);
            if (unlocked.IsZero)
            {
                report($"{name} has nothing unlocked; it has earned "
                    + $"{TokenAmount.Flt.Text(await _client.GetTotalRewardsAsync(id, cancellation))}");
                continue;
            }

            await _client.WithdrawRewardsAsync(id, cancellation);
            report($"{name} was paid {TokenAmount.Flt.Text(unlocked)}, the delegator's share of it included");
        }
    }

    public async Task ShowAsync(CancellationToken cancellation)
    {
        foreach ((string name, Bytes32 id) in commitments)
        {
            CommitmentInfo info = await _client.GetAsync(id, cancellation: cancellation);
            report($"{name}");
            report($"  commitment           {info.Id}");
            report($"  peer                 {info.PeerId.ToPeerId()}");
            report($"  status               {info.Status}");
            report($"  epochs               {(info.StartEpoch.IsZero ? "not begun" : $"{info.StartEpoch} to {info.EndEpoch - 1}")}");
            report($"  delegator            {(info.Delegator == Address.Zero ? "anyone" : info.Delegator)}");
            report($"  delegator's share    {(decimal)info.DelegatorRate * 100 / DeploymentParameters.Precision:0.#####} %");
            report($"  compute units        {info.UnitCount}, {info.ExitedUnits} of them left");
            report($"  collateral           {TokenAmount.Flt.Text(info.Collateral)}");
            report($"  failures             {info.TotalFails}{(info.FailedEpoch.IsZero ? "" : $", failed in epoch {info.FailedEpoch}")}");
        }
    }

    private async Task<ImmutableArray<(string Name, CommitmentInfo Info)>> OfStatusAsync(
        ImmutableArray<CommitmentStatus> wanted, CancellationToken cancellation)
    {
        List<(string, CommitmentInfo)> found = [];
        foreach ((string name, Bytes32 id) in commitments)
        {
            CommitmentInfo info = await _client.GetAsync(id, cancellation: cancellation);
            if (wanted.Contains(info.Status))
            {
                found.Add((name, info));
            }
            else
            {
                report($"{name} is left as it is: its commitment is {info.Status}");
            }
        }

        return found.Count > 0 ? [.. found]
            : throw new CommandException($"there is no commitment that is {string.Join(" or ", wanted)} among them");
    }
}

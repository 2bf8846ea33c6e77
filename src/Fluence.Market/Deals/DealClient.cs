using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Primitives.Content;

namespace Fluence.Market.Deals;

/// <summary>
/// What the owner of deals does, and what providers do in them. What pays in is for one caller of an account at a time, since the token
/// knows one allowance for each contract.
/// </summary>
/// <param name="sender">The account.</param>
/// <param name="deployment">The marketplace.</param>
public sealed class DealClient(TransactionSender sender, Deployment deployment)
{
    /// <summary>Lets the marketplace take the deposit, and makes a deal.</summary>
    /// <returns>The deal.</returns>
    public async Task<Address> CreateAsync(DealTerms terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Address token = terms.PaymentToken ?? deployment.PaymentToken;
        await AllowAsync(token, deployment.DealFactory, terms.Deposit, cancellation);
        Receipt receipt = await sender.SendAsync(deployment.DealFactory, new DealFactoryContract.DeployDeal(
            terms.App.ToChain(), token, terms.Deposit, terms.MinWorkers, terms.TargetWorkers, terms.MaxWorkersPerProvider,
            terms.PricePerWorkerEpoch, [.. terms.Effectors.Select(static each => each.ToChain())], (byte)terms.Access, terms.AccessList,
            terms.ProtocolVersion), cancellation: cancellation);
        return receipt.Logs.Select(static log => DealFactoryContract.DealCreatedEvent.TryDecode(
                log, out DealFactoryContract.DealCreatedEvent? made) ? made.Deal : (Address?)null)
            .FirstOrDefault(static deal => deal is not null)
            ?? throw new EthereumException($"the transaction {receipt.TransactionHash} has made no deal");
    }

    /// <summary>A deal as it is now.</summary>
    public async Task<DealInfo> GetAsync(Address deal, BlockTag? at = null, CancellationToken cancellation = default)
    {
        EthereumClient client = sender.Client;
        BlockTag block = at ?? BlockTag.Number(await client.BlockNumberAsync(cancellation));
        Task<Address> owner = client.CallAsync(deal, new DealContract.Owner(), block, cancellation);
        Task<byte> status = client.CallAsync(deal, new DealContract.GetStatus(), block, cancellation);
        Task<CIDV1> app = client.CallAsync(deal, new DealContract.AppCID(), block, cancellation);
        Task<Address> token = client.CallAsync(deal, new DealContract.PaymentToken(), block, cancellation);
        Task<ImmutableArray<BigInteger>> numbers = client.CallManyAsync<BigInteger>(
            [
                new(deal, new DealContract.PricePerWorkerEpoch()), new(deal, new DealContract.GetFreeBalance()),
                new(deal, new DealContract.GetMaxPaidEpoch()), new(deal, new DealContract.MinWorkers()),
                new(deal, new DealContract.TargetWorkers()), new(deal, new DealContract.GetWorkerCount()),
            ], block, cancellation);
        ImmutableArray<DealUnit> units = await GetUnitsAsync(deal, block, cancellation);
        ImmutableArray<BigInteger> all = await numbers;
        return new DealInfo(
            deal, await owner, (DealStatus)await status, await app, await token, all[0], all[1], all[2], all[3], all[4], all[5], units);
    }

    /// <summary>The compute units of a deal.</summary>
    public async Task<ImmutableArray<DealUnit>> GetUnitsAsync(
        Address deal, BlockTag? at = null, CancellationToken cancellation = default) =>
        [.. (await sender.Client.CallAsync(deal, new DealContract.GetComputeUnits(), at, cancellation))
            .Select(static each => new DealUnit(each.Id, each.WorkerId, each.PeerId, each.Provider, each.JoinedEpoch))];

    /// <summary>Pays in.</summary>
    public async Task<Receipt> DepositAsync(Address deal, BigInteger amount, CancellationToken cancellation = default)
    {
        Address token = await sender.Client.CallAsync(deal, new DealContract.PaymentToken(), cancellation: cancellation);
        await AllowAsync(token, deal, amount, cancellation);
        return await sender.SendAsync(deal, new DealContract.Deposit(amount), cancellation: cancellation);
    }

    /// <summary>Takes back what is not needed.</summary>
    public Task<Receipt> WithdrawAsync(Address deal, BigInteger amount, CancellationToken cancellation = default) =>
        sender.SendAsync(deal, new DealContract.Withdraw(amount), cancellation: cancellation);

    /// <summary>Ends a deal, for good.</summary>
    public Task<Receipt> StopAsync(Address deal, CancellationToken cancellation = default) =>
        sender.SendAsync(deal, new DealContract.Stop(), cancellation: cancellation);

    /// <summary>Gives the workers another definition.</summary>
    public Task<Receipt> ChangeAppAsync(Address deal, Cid app, CancellationToken cancellation = default) =>
        sender.SendAsync(deal, new DealContract.SetAppCID(app.ToChain()), cancellation: cancellation);

    /// <summary>Takes compute units of offers into a deal.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="units">For each offer its units.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<Receipt> MatchAsync(
        Address deal, IReadOnlyList<(Bytes32 Offer, ImmutableArray<Bytes32> Units)> units, CancellationToken cancellation = default) =>
        sender.SendAsync(deployment.Market, new MarketContract.MatchDeal(
            deal, [.. units.Select(static each => each.Offer)], [.. units.Select(static each => each.Units)]), cancellation: cancellation);

    /// <summary>Opens a deal to all providers: the price rises from nothing to the deal's within a time.</summary>
    public Task<Receipt> PublishAsync(Address deal, TimeSpan window, CancellationToken cancellation = default) =>
        sender.SendAsync(deployment.Market, new MarketContract.PublishDeal(deal, (ulong)window.TotalSeconds), cancellation: cancellation);

    /// <summary>Closes a published deal to further providers.</summary>
    public Task<Receipt> UnpublishAsync(Address deal, CancellationToken cancellation = default) =>
        sender.SendAsync(deployment.Market, new MarketContract.UnpublishDeal(deal), cancellation: cancellation);

    /// <summary>Takes a place in a published deal with one unit.</summary>
    public Task<Receipt> JoinAsync(Address deal, Bytes32 unit, string? key = null, CancellationToken cancellation = default) =>
        sender.SendAsync(deployment.Market, new MarketContract.JoinDeal(deal, unit), key: key, cancellation: cancellation);

    /// <summary>What a worker would get for an epoch of a published deal, if it joined now.</summary>
    public Task<BigInteger> GetJoinPriceAsync(Address deal, CancellationToken cancellation = default) =>
        sender.Client.CallAsync(deployment.Market, new MarketContract.JoinPrice(deal), cancellation: cancellation);

    /// <summary>Says which worker runs on a unit.</summary>
    public Task<Receipt> SetWorkerAsync(
        Address deal, Bytes32 unit, Bytes32 worker, string? key = null, CancellationToken cancellation = default) =>
        sender.SendAsync(deal, new DealContract.SetWorker(unit, worker), key: key, cancellation: cancellation);

    /// <summary>What a unit has earned and not been paid.</summary>
    public Task<BigInteger> GetRewardAsync(Address deal, Bytes32 unit, CancellationToken cancellation = default) =>
        sender.Client.CallAsync(deal, new DealContract.GetRewardAmount(unit), cancellation: cancellation);

    /// <summary>Has the provider paid what a unit has earned.</summary>
    public Task<Receipt> WithdrawRewardsAsync(Address deal, Bytes32 unit, CancellationToken cancellation = default) =>
        sender.SendAsync(deal, new DealContract.WithdrawRewards(unit), cancellation: cancellation);

    /// <summary>Takes a unit out of its deal.</summary>
    public Task<Receipt> ReturnUnitAsync(Bytes32 unit, string? key = null, CancellationToken cancellation = default) =>
        sender.SendAsync(deployment.Market, new MarketContract.ReturnComputeUnitFromDeal(unit), key: key, cancellation: cancellation);

    private async Task AllowAsync(Address token, Address spender, BigInteger amount, CancellationToken cancellation)
    {
        BigInteger allowed = await sender.Client.CallAsync(
            token, new TestERC20Contract.Allowance(sender.Account, spender), cancellation: cancellation);
        if (allowed < amount)
        {
            await sender.SendAsync(token, new TestERC20Contract.Approve(spender, amount), cancellation: cancellation);
        }
    }
}

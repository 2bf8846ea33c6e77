using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ethereum.Transactions;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Services.Deals;
using Fluence.Services.Units;

namespace Fluence.Peer.Chain;

/// <content>What a peer does on the chain. Every call is tried on the endpoint first, so what would fail costs nothing.</content>
internal sealed partial class EthereumDealChain
{
    public Task<ChainTransaction> ReadTransactionAsync(string hash, CancellationToken cancellation) => AskAsync(async _ =>
    {
        Bytes32 id = Bytes32.Parse(hash);

        // asked before: what is on its way may be in a block a moment later
        bool mayCome = _sender is null || await _sender.IsOnItsWayAsync(id, cancellation);
        Receipt? receipt = _sender is null
            ? await _client.GetReceiptAsync(id, cancellation) : await _sender.FindReceiptAsync(id, cancellation);
        return receipt is null
            ? new ChainTransaction(hash, !mayCome, false, 0) : new ChainTransaction(hash, true, receipt.IsSuccess, receipt.BlockNumber);
    }, cancellation);

    public Task<string> RegisterWorkerAsync(string deal, string unit, PeerId worker, string key, CancellationToken cancellation) =>
        SendAsync(_ => (Address.Parse(deal), new DealContract.SetWorker(Word(unit), worker.ToChain())), cancellation, key);

    public Task<string> ReturnUnitAsync(string unit, CancellationToken cancellation) => SendAsync(
        market => (market.Market, new MarketContract.ReturnComputeUnitFromDeal(Word(unit))), cancellation, isAlone: true);

    public Task<string> JoinAsync(string deal, string unit, CancellationToken cancellation) => SendAsync(
        market => (market.Market, new MarketContract.JoinDeal(Address.Parse(deal), Word(unit))), cancellation, isAlone: true);

    public Task<string> SubmitProofsAsync(ImmutableArray<CapacityProof> proofs, CancellationToken cancellation) => SendAsync(
        market => (market.Capacity, new CapacityContract.SubmitProofs(
            [.. proofs.Select(proof => Word(proof.Unit))], [.. proofs.Select(proof => Word(proof.LocalNonce))],
            [.. proofs.Select(proof => Word(proof.Hash))])), cancellation);

    private static Bytes32 Word(string digits) => Bytes32.FromBytes(Convert.FromHexString(digits));

    private Task<string> SendAsync(
        Func<Marketplace, (Address To, IContractCall Call)> make, CancellationToken cancellation, string? key = null,
        bool isAlone = false) => AskAsync(
        async market =>
        {
            if (_sender is null)
            {
                throw new ChainException("this peer has no account on the chain: chain_wallet_key is not set", isRefusal: true);
            }

            (Address to, IContractCall call) = make(market);

            // what is signed is sent to its end; a peer that stops does not wait for that while the endpoint is away
            Task<Bytes32> sent = _sender.SubmitAsync(to, call, key: key, isAlone: isAlone, cancellation: cancellation);
            return (await sent.WaitAsync(cancellation)).ToString();
        }, cancellation);

    /// <summary>
    /// Whether a transaction that is in no block is still what the peer would send: the chain takes it, and a unit that it takes out of a
    /// deal is in one that is over.
    /// </summary>
    private async Task<bool> IsStillWantedAsync(UnsignedTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            if (MarketContract.ReturnComputeUnitFromDeal.TryDecode(transaction.Data.Span, out var exit))
            {
                Marketplace market = _marketplace ??= await FindAsync(cancellation);
                var unit = await _client.CallAsync(market.Market, new MarketContract.GetComputeUnit(exit.UnitId), null, cancellation);
                return unit.Deal != Address.Zero
                    && ((DealStatus)await _client.CallAsync(unit.Deal, new DealContract.GetStatus(), null, cancellation)).IsOver();
            }

            JsonObject call = new()
            {
                ["from"] = _sender!.Account.ToString(), ["to"] = transaction.To?.ToString(), ["data"] = Hex.Of(transaction.Data.Span),
            };
            return (await _client.RequestManyAsync([new("eth_call", call, "latest")], cancellation))[0].Error?.RevertData is null;
        }
        catch (ContractRevertedException)
        {
            return false;
        }
        catch (Exception failure) when (failure is Ethereum.Abi.AbiException or OverflowException or ChainException)
        {
            throw new RpcUnavailableException(failure.Message, failure);
        }
    }
}

using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Ethereum;
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
        Receipt? receipt = _sender is null
            ? await _client.GetReceiptAsync(id, cancellation) : await _sender.FindReceiptAsync(id, cancellation);
        return receipt is null
            ? new ChainTransaction(hash, false, false, 0) : new ChainTransaction(hash, true, receipt.IsSuccess, receipt.BlockNumber);
    }, cancellation);

    public Task<string> RegisterWorkerAsync(string deal, string unit, PeerId worker, string key, CancellationToken cancellation) =>
        SendAsync(_ => (Address.Parse(deal), new DealContract.SetWorker(Word(unit), worker.ToChain())), cancellation, key);

    public Task<string> ReturnUnitAsync(string unit, CancellationToken cancellation) => SendAsync(
        market => (market.Market, new MarketContract.ReturnComputeUnitFromDeal(Word(unit))), cancellation);

    public Task<string> JoinAsync(string deal, string unit, CancellationToken cancellation) => SendAsync(
        market => (market.Market, new MarketContract.JoinDeal(Address.Parse(deal), Word(unit))), cancellation);

    public Task<string> SubmitProofsAsync(ImmutableArray<CapacityProof> proofs, CancellationToken cancellation) => SendAsync(
        market => (market.Capacity, new CapacityContract.SubmitProofs(
            [.. proofs.Select(proof => Word(proof.Unit))], [.. proofs.Select(proof => Word(proof.LocalNonce))],
            [.. proofs.Select(proof => Word(proof.Hash))])), cancellation);

    private static Bytes32 Word(string digits) => Bytes32.FromBytes(Convert.FromHexString(digits));

    private Task<string> SendAsync(
        Func<Marketplace, (Address To, IContractCall Call)> make, CancellationToken cancellation, string? key = null) => AskAsync(
        async market =>
        {
            if (_sender is null)
            {
                throw new ChainException("this peer has no account on the chain: chain_wallet_key is not set", isRefusal: true);
            }

            (Address to, IContractCall call) = make(market);

            // what is signed is sent to its end; a peer that stops does not wait for that while the endpoint is away
            return (await _sender.SubmitAsync(to, call, key: key, cancellation: cancellation).WaitAsync(cancellation)).ToString();
        }, cancellation);
}

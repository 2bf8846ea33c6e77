using System.Collections.Immutable;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market.Offers;

namespace Fluence.Cli.Provider;

/// <summary>What a provider does on the chain with what its files say.</summary>
/// <param name="session">The chain, and the provider's account.</param>
/// <param name="provider">The files.</param>
/// <param name="report">Told of each step.</param>
internal sealed class ProviderOperations(ChainSession session, ProviderContext provider, Action<string> report)
{
    private static readonly BigInteger PeerFunds = BigInteger.Pow(10, 19);
    private readonly OfferClient _offers = new(session.Sender, session.Contracts);

    /// <summary>The name that the provider has on the chain; empty if it has none.</summary>
    public Task<string> RegisteredNameAsync(CancellationToken cancellation) =>
        _offers.GetProviderNameAsync(session.Account, cancellation);

    /// <summary>Says the provider's name.</summary>
    public async Task RegisterAsync(CancellationToken cancellation)
    {
        await _offers.RegisterProviderAsync(provider.Yaml.ProviderName, cancellation: cancellation);
        report($"{provider.Yaml.ProviderName} is a provider: {session.Account}");
    }

    /// <summary>Does all that a provider needs before it gets deals, as far as it is not done: name, funds, offers, commitments.</summary>
    public async Task SetUpAsync(CancellationToken cancellation)
    {
        if (await RegisteredNameAsync(cancellation) != provider.Yaml.ProviderName)
        {
            await RegisterAsync(cancellation);
        }

        ImmutableArray<ProviderPeer> peers = provider.Peers(null);
        foreach (ProviderPeer peer in peers)
        {
            if ((await session.Client.GetBalanceAsync(peer.Wallet.Address, cancellation: cancellation)).IsZero)
            {
                await session.Sender.TransferAsync(peer.Wallet.Address, PeerFunds, cancellation: cancellation);
            }
        }

        OfferOperations offers = new(session, provider, report);
        foreach (string offer in provider.Offers(null))
        {
            if (!await offers.ExistsAsync(offer, cancellation))
            {
                await offers.CreateAsync(offer, cancellation);
            }
        }

        CommitmentOperations commitments = new(session, provider, report);
        List<ProviderPeer> uncommitted = [];
        foreach (ProviderPeer peer in peers.Where(peer => provider.Yaml.CapacityCommitments.ContainsKey(peer.Name)))
        {
            if (await commitments.FindAsync(peer, cancellation) is null)
            {
                uncommitted.Add(peer);
            }
        }

        await commitments.CreateAsync(uncommitted, cancellation);
        await commitments.ActivateAsync(await commitments.WaitingAsync(peers, cancellation), cancellation);
    }

    /// <summary>Gives peers money for their transactions.</summary>
    public async Task DistributeAsync(IEnumerable<ProviderPeer> peers, BigInteger amount, CancellationToken cancellation)
    {
        foreach (ProviderPeer peer in peers)
        {
            await session.Sender.TransferAsync(peer.Wallet.Address, amount, cancellation: cancellation);
            report($"{peer.Name} ({peer.Wallet.Address}) got {TokenAmount.Flt.Text(amount)}");
        }
    }

    /// <summary>Takes money of peers back.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="amount">How much; null for all but what the transaction costs.</param>
    /// <param name="cancellation">Ends it between two peers.</param>
    /// <exception cref="CommandException">A peer has less.</exception>
    public async Task CollectAsync(IEnumerable<ProviderPeer> peers, BigInteger? amount, CancellationToken cancellation)
    {
        foreach (ProviderPeer peer in peers)
        {
            BigInteger balance = await session.Client.GetBalanceAsync(peer.Wallet.Address, cancellation: cancellation);
            BigInteger cost = await TransferCostAsync(cancellation);
            BigInteger sent = amount ?? BigInteger.Max(balance - cost, 0);
            if (sent + cost > balance)
            {
                throw new CommandException($"{peer.Name} ({peer.Wallet.Address}) has {TokenAmount.Flt.Text(balance)}, which is not "
                    + $"enough for "
                    + $"{TokenAmount.Flt.Text(sent)} and the transaction");
            }

            if (sent.IsZero)
            {
                report($"{peer.Name} ({peer.Wallet.Address}) has nothing");
                continue;
            }

            await using TransactionSender sender = new(session.Client, peer.Wallet, TimeProvider.System);
            await sender.TransferAsync(session.Account, sent, cancellation: cancellation);
            report($"{peer.Name} ({peer.Wallet.Address}) gave {TokenAmount.Flt.Text(sent)}");
        }
    }

    private async Task<BigInteger> TransferCostAsync(CancellationToken cancellation)
    {
        const int gas = 21_000, margin = 4;
        Block? block = await session.Client.GetBlockAsync(BlockTag.Latest, cancellation);
        BigInteger gwei = BigInteger.Pow(10, 9);
        return gas * margin * ((block?.BaseFeePerGas ?? gwei) + (2 * gwei));
    }
}

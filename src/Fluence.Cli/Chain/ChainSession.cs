using System.CommandLine;
using System.Numerics;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market;

namespace Fluence.Cli.Chain;

/// <summary>A chain with the market's contracts on it, and an account that signs.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Client">The chain.</param>
/// <param name="Contracts">The contracts.</param>
internal sealed record ChainSession(string Network, EthereumClient Client, Deployment Contracts) : IAsyncDisposable
{
    private TransactionSender? _sender;

    /// <summary>Sends transactions by the account.</summary>
    /// <exception cref="CommandException">There is no account.</exception>
    public TransactionSender Sender => _sender
        ?? throw new CommandException($"whose account is it? Give the key of one: --wallet FILE, or {ChainOptions.KeyVariable}");

    /// <summary>The account.</summary>
    public Address Account => Sender.Account;

    /// <summary>Opens a chain.</summary>
    public static ChainSession Open(Uri url, string network, Deployment contracts, Wallet? wallet)
    {
        EthereumClient client = new(url);

        // a local chain has a block for every transaction at once
        TransactionSenderOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(network == Networks.Local ? 20 : 1000) };
        return new ChainSession(network, client, contracts)
        {
            _sender = wallet is null ? null : new TransactionSender(client, wallet, TimeProvider.System, options),
        };
    }

    /// <summary>Does something with the chain that a command line names.</summary>
    /// <exception cref="CommandException">The chain cannot be reached, or has refused.</exception>
    public static async Task<int> UseAsync(
        ParseResult parsed, ChainOptions options, Func<ChainSession, ProjectContext, Task<int>> work, CancellationToken cancellation)
    {
        ProjectContext project = ProjectContext.Find();
        string network = options.Network(parsed, project);
        Uri url = options.Rpc(parsed, project, network);
        Deployment contracts = ContractsFile.Choose(options.Contracts(parsed), Networks.ContractsOf(network, project));
        await using ChainSession session = Open(url, network, contracts, options.FindWallet(parsed, project, network));
        return await ChainErrors.ExplainingAsync(
            url,
            async () =>
            {
                if ((await session.Client.GetCodeAsync(contracts.Core, cancellation: cancellation)).Length == 0)
                {
                    throw new CommandException($"the chain at {url} has no market: there is no contract at {contracts.Core}"
                        + (network == Networks.Local ? "; `fluence local up` starts a chain with one" : "; give its addresses with "
                        + "--contracts"));
                }

                return await work(session, project);
            },
            () => session.DescribeAccountAsync(cancellation));
    }

    /// <summary>What an account has of the token that deals are paid in.</summary>
    public Task<BigInteger> BalanceOfAsync(Address account, CancellationToken cancellation) =>
        Client.CallAsync(Contracts.PaymentToken, new TestERC20Contract.BalanceOf(account), cancellation: cancellation);

    /// <summary>Makes sure that an address is that of a deal of this market: other addresses may take anything, and do nothing.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public async Task RequireDealAsync(Address deal, CancellationToken cancellation)
    {
        if (!await Client.CallAsync(Contracts.DealFactory, new DealFactoryContract.HasDeal(deal), cancellation: cancellation))
        {
            throw new CommandException(
                $"there is no deal {deal} on the market of the network {Network}, chain {await Client.ChainIdAsync(cancellation)}; was it "
                + "made on another one? --env and --rpc choose it");
        }
    }

    /// <summary>Makes sure that the account is the one that made an offer.</summary>
    /// <param name="name">What the offer is called.</param>
    /// <param name="provider">Who made it.</param>
    /// <exception cref="CommandException">It is another account.</exception>
    public void RequireAccount(string name, Address provider)
    {
        if (provider != Account)
        {
            throw new CommandException(
                $"the offer '{name}' is of the account {provider}, and the key that is given is of {Account}; give the provider's with "
                + $"--wallet FILE, or in {ChainOptions.KeyVariable}");
        }
    }

    private async Task<string> DescribeAccountAsync(CancellationToken cancellation) => $"the account {Account} has "
        + TokenAmount.Flt.Text(await Client.GetBalanceAsync(Account, cancellation: cancellation));

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
        {
            await _sender.DisposeAsync();
        }

        await Client.DisposeAsync();
    }
}

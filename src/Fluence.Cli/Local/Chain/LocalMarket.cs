using System.Collections.Immutable;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Provider;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Projects.Files;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Local.Chain;

/// <summary>
/// The market of a local network: its contracts, and its providers with their offers and commitments. One provider has the first account
/// of the chain, as the original's local network; several have the accounts after it, so that it is left to who uses them.
/// </summary>
internal static class LocalMarket
{
    /// <summary>How many units a local peer has where its provider's file does not say.</summary>
    public const int Units = 4;

    private const int DefaultPeers = 3;

    /// <summary>What an account gets that has nothing: enough for collaterals and transactions.</summary>
    private static readonly BigInteger Funds = 1000 * BigInteger.Pow(10, 18);

    private const string Price = "0.33";
    private const string Duration = "100 days";

    /// <summary>The providers of a network, made where they are not there, with their peers in order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="project">The project's folder, which has the file of the only provider.</param>
    /// <param name="peers">How many peers there are together; null for as many as the files say, or three.</param>
    /// <param name="providers">How many providers.</param>
    /// <param name="account">The account of the only provider; null for the chain's first.</param>
    /// <exception cref="CommandException">The numbers do not fit each other, the files, or what is there.</exception>
    public static ImmutableArray<LocalProvider> Providers(
        LocalNetwork network, ProjectFolder project, int? peers, int providers, Wallet? account = null)
    {
        if (providers == 1)
        {
            ProviderContext only = Load(network, project, "local", 0, peers ?? DefaultPeers, isFixed: peers is not null);
            return [new LocalProvider(only, account ?? LocalAccounts.Of(0))];
        }

        if (providers is < 1 || providers >= LocalAccounts.Count)
        {
            throw new CommandException($"--providers is {providers}, expected 1 to {LocalAccounts.Count - 1}");
        }

        if (account is not null)
        {
            throw new CommandException("--priv-key is the account of one provider; several have accounts of the chain, leave it away");
        }

        int all = Math.Max(peers ?? providers, providers), first = 0;
        List<LocalProvider> made = [];
        for (int number = 0; number < providers; number++)
        {
            ProjectFolder folder = new(Path.Combine(network.Folder, $"provider-{number}"));
            int own = (all / providers) + (number < all % providers ? 1 : 0);
            ProviderContext context = Load(network, folder, $"provider-{number}", first, own, isFixed: true);
            made.Add(new LocalProvider(context, LocalAccounts.Of(number + 1)));
            first += own;
        }

        return [.. made];
    }

    /// <summary>Has the chain have the contracts, and the providers be in them, all that is missing.</summary>
    public static async Task SetUpAsync(
        LocalChain chain, IReadOnlyList<LocalProvider> providers, TimeSpan epoch, Action<string> report, CancellationToken cancellation)
    {
        await using ChainSession owner = ChainSession.Open(chain.Url, Networks.Local, Market.Deployment.Local, LocalAccounts.Of(0));
        if ((await owner.Client.GetCodeAsync(Market.Deployment.Local.Core, cancellation: cancellation)).Length == 0)
        {
            DeploymentParameters parameters = DeploymentParameters.Local with
            {
                EpochDuration = (long)epoch.TotalSeconds,
                TestTokenHolders = [.. LocalAccounts.All.Select(static wallet => wallet.Address)],
            };
            await Market.Deployment.DeployAsync(owner.Sender, parameters, cancellation: cancellation);
            report("deployed the contracts");
        }

        foreach (LocalProvider provider in providers)
        {
            if ((await owner.Client.GetBalanceAsync(provider.Wallet.Address, cancellation: cancellation)).IsZero)
            {
                await owner.Sender.TransferAsync(provider.Wallet.Address, Funds, cancellation: cancellation);
                report($"gave {provider.Wallet.Address} {TokenAmount.Flt.Text(Funds)}");
            }
        }

        await Task.WhenAll(providers.Select(provider => RegisterAsync(chain, provider, report, cancellation)));
    }

    private static async Task RegisterAsync(
        LocalChain chain, LocalProvider provider, Action<string> report, CancellationToken cancellation)
    {
        await using ChainSession session = ChainSession.Open(chain.Url, Networks.Local, Market.Deployment.Local, provider.Wallet);
        ProviderOperations operations = new(session, provider.Context, report);
        await operations.SetUpAsync(cancellation);
    }

    private static ProviderContext Load(
        LocalNetwork network, ProjectFolder folder, string name, int first, int peers, bool isFixed)
    {
        ProviderContext provider = File.Exists(folder.ProviderFile)
            ? ProviderContext.Load(folder)
            : ProviderContext.Create(folder, ProviderYaml.Create(name, peers, Units, Price, Duration));
        int there = provider.Yaml.ComputePeers.Count;
        return !isFixed || there == peers ? provider.WithAllSecrets(number => network.KeyOf(first + number))
            : throw new CommandException(
                $"{folder.ProviderFile} has {there} peers, not {peers}; leave --peers away, or change or remove the file");
    }
}

/// <summary>A provider of a local network.</summary>
/// <param name="Context">Its files.</param>
/// <param name="Wallet">Its account.</param>
internal sealed record LocalProvider(ProviderContext Context, Wallet Wallet);

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Primitives.Content;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deals;

/// <summary><c>fluence deal create</c>: a deal of parameters, without a project.</summary>
internal static class DealCreateCommand
{
    /// <summary>For how long a deal on a local network is paid ahead where nothing else is said, in seconds.</summary>
    private const int LocalDeposit = 24 * 60 * 60;

    public static Command Create()
    {
        Option<string> app = new("--app-cid") { Description = "The CID of the application.", Required = true };
        Option<int> min = new("--min-workers") { Description = "How many workers it takes to begin.", Required = true };
        Option<int> target = new("--target-workers") { Description = "How many workers there may be.", Required = true };
        Option<int> each = new("--max-workers-per-provider") { Description = "How many workers one provider may have.", Required = true };
        Option<string> price = new("--price-per-worker-epoch")
        {
            Description = "What a worker gets for an epoch, in USDC.", Required = true,
        };
        Option<string?> balance = new("--initial-balance") { Description = "What is paid in at first, in USDC [default: the least]." };
        Option<string?> effectors = new("--effectors") { Description = "The CIDs of effectors that are used, separated by commas." };
        Option<string?> white = new("--whitelist") { Description = "The only providers that may take part, separated by commas." };
        Option<string?> black = new("--blacklist") { Description = "Providers that may not take part, separated by commas." };
        Option<int?> protocol = new("--protocol-version") { Description = "The protocol's version." };
        Option<string?> collateral = new("--collateral-per-worker")
        {
            Description = "Accepted as the original's, which ignores it.", Hidden = true,
        };
        ChainOptions options = new();
        Command command = new("create", "Make a deal of an application that is uploaded already.")
        {
            app, min, target, each, price, balance, effectors, white, black, protocol, collateral, Init.NoInput.Option(),
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                Deployment terms = new("deal")
                {
                    MinWorkers = parsed.GetValue(min),
                    TargetWorkers = parsed.GetValue(target),
                    MaxWorkersPerProvider = parsed.GetValue(each),
                    PricePerCuPerEpoch = parsed.GetValue(price)!,
                    InitialBalance = parsed.GetValue(balance),
                    Effectors = List(parsed.GetValue(effectors)),
                    Whitelist = List(parsed.GetValue(white)),
                    Blacklist = List(parsed.GetValue(black)),
                    ProtocolVersion = parsed.GetValue(protocol),
                };
                Address deal = await CreateAsync(session, DealCommand.AppCid(parsed.GetValue(app)!), terms, cancellation);
                parsed.Out().WriteLine($"made the deal {deal}; `fluence deal workers-add --deal-ids {deal}` finds providers for it");
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    /// <summary>Makes a deal.</summary>
    /// <param name="session">The chain, and the account that pays.</param>
    /// <param name="app">The application.</param>
    /// <param name="settings">The terms, as people write them.</param>
    /// <param name="cancellation">Ends waiting for it.</param>
    /// <exception cref="CommandException">The terms are not what contracts take, or the account has too little.</exception>
    public static async Task<Address> CreateAsync(ChainSession session, Cid app, Deployment settings, CancellationToken cancellation)
    {
        int target = settings.TargetWorkers, min = settings.MinWorkers ?? target;
        if (min < 1 || min > target)
        {
            throw new CommandException($"{settings.Name}: minWorkers is {min} and targetWorkers is {target}, expected 1 <= minWorkers <= "
                + $"targetWorkers");
        }

        if (settings is { Whitelist.IsEmpty: false, Blacklist.IsEmpty: false })
        {
            throw new CommandException($"{settings.Name}: a whitelist and a blacklist cannot stand together, give one of them");
        }

        BigInteger price = TokenAmount.Usdc.Parse(settings.PricePerCuPerEpoch, $"the price of {settings.Name}");
        BigInteger least = await LeastAsync(session, price * target, cancellation);
        BigInteger deposit = settings.InitialBalance is { } text ? TokenAmount.Usdc.Parse(text, $"the initial balance of {settings.Name}")
            : await DefaultAsync(session, price * target, least, cancellation);
        if (deposit < least)
        {
            throw new CommandException($"{settings.Name}: the initial balance is {TokenAmount.Usdc.Text(deposit)}, but {target} workers at "
                + $"{TokenAmount.Usdc.Text(price)} need {TokenAmount.Usdc.Text(least)} in advance");
        }

        BigInteger owned = await session.BalanceOfAsync(session.Account, cancellation);
        if (owned < deposit)
        {
            throw new CommandException($"{settings.Name}: the deposit is {TokenAmount.Usdc.Text(deposit)}, but the account "
                + $"{session.Account} has "
                + TokenAmount.Usdc.Text(owned));
        }

        DealTerms terms = new(app, deposit, min, target, price)
        {
            MaxWorkersPerProvider = settings.MaxWorkersPerProvider ?? target,
            Effectors = [.. settings.Effectors.Select(DealCommand.AppCid)],
            Access = !settings.Whitelist.IsEmpty ? AccessType.Whitelist : !settings.Blacklist.IsEmpty ? AccessType.Blacklist
                : AccessType.None,
            AccessList = [.. settings.Whitelist.Concat(settings.Blacklist).Select(Provider)],
            ProtocolVersion = settings.ProtocolVersion ?? 1,
        };
        return await new DealClient(session.Sender, session.Contracts).CreateAsync(terms, cancellation);
    }

    private static async Task<BigInteger> LeastAsync(ChainSession session, BigInteger epochPrice, CancellationToken cancellation) =>
        epochPrice * await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.MinDealDepositedEpochs(), cancellation: cancellation);

    private static async Task<BigInteger> DefaultAsync(
        ChainSession session, BigInteger epochPrice, BigInteger least, CancellationToken cancellation)
    {
        if (session.Network != Networks.Local)
        {
            return least;
        }

        BigInteger epoch = await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.EpochDuration(), cancellation: cancellation);
        return BigInteger.Max(least, LocalDeposit / epoch * epochPrice);
    }

    private static Address Provider(string text) => Address.TryParse(text, out Address provider) ? provider
        : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no address of a provider: expected 0x and "
            + $"40 hexadecimal digits"));

    private static ImmutableArray<string> List(string? text) =>
        [.. text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []];
}

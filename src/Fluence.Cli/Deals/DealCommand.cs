using System.CommandLine;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Deploy;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Deals;
using Fluence.Primitives.Content;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Deals;

/// <summary><c>fluence deal …</c>: what is paid for to run on the peers of strangers.</summary>
internal static class DealCommand
{
    public static Command Create() => new("deal", "Pay providers for running services, and look after them.")
    {
        DealCreateCommand.Create(), DeployCommand.Create(onlyHosts: false), Deposit(), Withdraw(), Stop(), Info(), DealLogsCommand.Create(),
        ChangeApp(), Add(), RemoveUnits(), Publish(), Unpublish(),
    };

    private static Command Deposit()
    {
        Argument<string> amount = Amount("How much, in USDC.");
        return OfDeals("deposit", null, "Pay into deals.", [amount], [], async (parsed, session, name, deal, report, cancellation) =>
        {
            BigInteger paid = TokenAmount.Usdc.Parse(parsed.GetValue(amount)!, "the amount");
            BigInteger owned = await session.BalanceOfAsync(session.Account, cancellation);
            if (owned < paid)
            {
                throw new CommandException($"{name}: {TokenAmount.Usdc.Text(paid)} cannot be paid in, the account {session.Account} has "
                    + $"{TokenAmount.Usdc.Text(owned)}; pay less, or give the key of another account with --wallet FILE");
            }

            await new DealClient(session.Sender, session.Contracts).DepositAsync(deal, paid, cancellation);
            report($"paid {TokenAmount.Usdc.Text(paid)} into {name}");
        });
    }

    private static Command Withdraw()
    {
        Argument<string> amount = Amount("How much, in USDC, or all.");
        return OfDeals("withdraw", null, "Take out of deals what they do not need.", [amount], [],
            async (parsed, session, name, deal, report, cancellation) =>
            {
                DealClient deals = new(session.Sender, session.Contracts);
                string given = parsed.GetValue(amount)!;
                BigInteger taken = given == "all" ? (await deals.GetAsync(deal, cancellation: cancellation)).FreeBalance
                    : TokenAmount.Usdc.Parse(given, "the amount");
                await deals.WithdrawAsync(deal, taken, cancellation);
                report($"took {TokenAmount.Usdc.Text(taken)} out of {name}");
            });
    }

    private static Command Stop() => OfDeals(
        "stop", null, "End deals, for good; the present epoch is still paid.", [], [],
        static async (_, session, name, deal, report, cancellation) =>
        {
            await new DealClient(session.Sender, session.Contracts).StopAsync(deal, cancellation);
            report($"{name} has ended; what is left can be taken out with `fluence deal withdraw all` some epochs later");
        });

    private static Command Info() => OfDeals(
        "info", null, "Show deals.", [], [],
        static async (_, session, name, deal, report, cancellation) =>
        {
            DealInfo info = await new DealClient(session.Sender, session.Contracts).GetAsync(deal, cancellation: cancellation);
            ProviderNames providers = new(session);
            report(name);
            report($"  deal           {info.Id}");
            report($"  owner          {info.Owner}");
            report($"  status         {info.Status}");
            report($"  application    {info.App.ToText()}");
            report($"  price          {TokenAmount.Usdc.Text(info.PricePerWorkerEpoch)} for a worker in an epoch");
            report($"  balance        {TokenAmount.Usdc.Text(info.FreeBalance)}"
                + (info.MaxPaidEpoch.IsZero ? "" : $", enough until epoch {info.MaxPaidEpoch}"));
            report($"  workers        {info.WorkerCount}; at least {info.MinWorkers}, at most {info.TargetWorkers}");
            foreach (DealUnit unit in info.Units)
            {
                report($"  compute unit   {unit.Id}");
                report($"    provider     {await providers.OfAsync(unit.Provider, cancellation)}");
                report($"    peer         {unit.PeerId.ToPeerId()}");
                report($"    worker       {(unit.HasWorker ? unit.WorkerId.ToPeerId() : "none yet")}");
            }
        });

    private static Command Add() => OfDeals(
        "workers-add", "wa", "Find providers for the places of deals that are free.", [], [],
        static async (_, session, name, deal, report, cancellation) =>
            await new DealMatching(session, report).MatchAsync(name, deal, int.MaxValue, cancellation));

    private static Command Publish()
    {
        Option<string> window = new("--window")
        {
            Description = "In what time the price rises from nothing to that of the deal.", DefaultValueFactory = _ => "60 s",
        };
        return OfDeals(
            "publish", null, "Let any provider pick deals up, the cheapest first: the price rises to that of the deal.", [], [window],
            async (parsed, session, name, deal, report, cancellation) =>
            {
                TimeSpan time = Window(parsed.GetValue(window)!, "--window");
                await new DealClient(session.Sender, session.Contracts).PublishAsync(deal, time, cancellation);
                report($"any provider can pick {name} up now; its price rises for {(long)time.TotalSeconds} s");
            });
    }

    private static Command Unpublish() => OfDeals(
        "unpublish", null, "Let no more providers pick deals up.", [], [],
        static async (_, session, name, deal, report, cancellation) =>
        {
            await new DealClient(session.Sender, session.Contracts).UnpublishAsync(deal, cancellation);
            report($"{name} is closed to further providers");
        });

    private static Command ChangeApp()
    {
        Argument<string> deal = new("deal") { Description = "The deal's address." };
        Argument<string> app = new("app") { Description = "The CID of the application." };
        ChainOptions options = new();
        Command command = new("change-app", "Give the workers of a deal another application.") { deal, app, Init.NoInput.Option() };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                Cid cid = AppCid(parsed.GetValue(app)!);
                Address address = DealChoice.Parse(parsed.GetValue(deal)!);
                await session.RequireDealAsync(address, cancellation);
                await new DealClient(session.Sender, session.Contracts).ChangeAppAsync(address, cid, cancellation);
                parsed.Out().WriteLine($"the application is {cid} now; the peers change their workers");
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    private static Command RemoveUnits()
    {
        Argument<string> units = new("units")
        {
            Description = "The ids of compute units, separated by commas, as `fluence deal info` shows them.",
        };
        ChainOptions options = new();
        Command command = new("workers-remove", "Take compute units out of their deals.") { units, Init.NoInput.Option() };
        command.Aliases.Add("wr");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                DealClient deals = new(session.Sender, session.Contracts);
                foreach (string text in parsed.GetValue(units)!.Split(',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    Bytes32 unit = Bytes32.TryParse(text, out Bytes32 found) ? found
                        : throw new CommandException($"'{text}' is no id of a compute unit: expected 0x and 64 hexadecimal digits");
                    await deals.ReturnUnitAsync(unit, cancellation: cancellation);
                    parsed.Out().WriteLine($"{unit} has left its deal");
                }

                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    /// <summary>Reads the time in which a price rises.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    internal static TimeSpan Window(string text, string source) => HumanDuration.Seconds(text) is { } seconds and <= int.MaxValue
        ? TimeSpan.FromSeconds(seconds)
        : throw new CommandException($"{source} is '{text}', expected a time like '60 s' or '2 hours'");

    /// <summary>Reads the CID of an application.</summary>
    /// <exception cref="CommandException">It is none that contracts take.</exception>
    internal static Cid AppCid(string text)
    {
        try
        {
            Cid cid = Cid.TryParse(text, out Cid parsed) ? parsed : throw new FormatException($"'{text}' is no CID");
            _ = cid.ToChain();
            return cid;
        }
        catch (FormatException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }

    private static Argument<string> Amount(string description) => new("amount") { Description = description };

    private static Command OfDeals(
        string name, string? alias, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> more,
        Func<ParseResult, ChainSession, string, Address, Action<string>, CancellationToken, Task> work)
    {
        ChainOptions options = new();
        DealChoice choice = new();
        Command command = new(name, description) { Init.NoInput.Option() };
        if (alias is not null)
        {
            command.Aliases.Add(alias);
        }

        foreach (Argument argument in arguments)
        {
            command.Add(argument);
        }

        choice.AddTo(command);
        foreach (Option option in more)
        {
            command.Add(option);
        }

        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, project) =>
            {
                foreach ((string dealName, Address deal) in choice.Of(parsed, project, session.Network))
                {
                    await session.RequireDealAsync(deal, cancellation);
                    await work(parsed, session, dealName, deal, line => parsed.Out().WriteLine(line), cancellation);
                }

                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }
}

using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>What goes wrong at 3 a.m. is told in one line: what, where, and what to do.</summary>
public sealed class MarketMistakeTests
{
    private const int Provider = 1, Developer = 2, Stranger = 3;
    private const string App = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private const string Nowhere = "0x00000000000000000000000000000000000000AA";
    private const string NoDeal =
        $"there is no deal {Nowhere} on the market of the network local, chain 31337; was it made on another one?";
    private const string NoFunds = "has 0.0 FLT, which is too little for this transaction";
    private const string NotOwner = "give the key of the owner's account with --wallet FILE";

    private static readonly (int Account, string Line, string Expected)[] Mistakes =
    [
        // an address of no deal takes anything and does nothing, so it has to be asked for before
        (Developer, $"deal info --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal deposit 1 --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal withdraw 1 --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal withdraw all --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal stop --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal publish --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal unpublish --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal workers-add --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal logs --deal-ids {Nowhere}", NoDeal),
        (Developer, $"deal change-app {Nowhere} {App}", NoDeal),
        (Provider, $"provider deal-rewards-info {Nowhere} NO-ID", NoDeal),
        (Provider, $"provider deal-exit --deal-ids {Nowhere}", $"none of the provider's peers is in the deal {Nowhere}"),

        // somebody else's
        (Stranger, "deal stop --deal-ids DEAL", NotOwner),
        (Stranger, "deal withdraw 1 --deal-ids DEAL", NotOwner),
        (Stranger, "deal publish --deal-ids DEAL", NotOwner),
        (Stranger, $"deal change-app DEAL {App}", NotOwner),
        (Stranger, "provider offer-update",
            "is of the account 0x70997970C51812dc3A010C7d01b50e0d17dc79C8, and the key that is given is of "),
        (Stranger, "provider cc-remove", "give the key of the provider's account"),
        (Stranger, "provider offer-create --force", "`fluence provider register` makes the account a provider"),
        (Stranger, "provider update", "is no provider yet; `fluence provider register` makes it one"),

        // what is not there
        (Developer, "deal workers-remove NO-ID", "`fluence deal info` shows the compute units of deals"),
        (Provider, "provider cc-info --cc-ids NO-ID", "`fluence provider cc-info` shows how commitments are"),
        (Provider, "provider cc-activate --cc-ids NO-ID", "`fluence provider cc-info` shows how commitments are"),
        (Stranger, "delegator collateral-add NO-ID", "`fluence provider cc-info` shows how commitments are"),
        (Provider, "provider offer-info --offer-ids NO-ID", "there is no offer "),
        (Developer, "deal logs --deal-ids DEAL", "there is no relay to go by: no local network runs here"),
        (Developer, "deploy", "make a project with `fluence init`"),
        (Provider, "chain proof", "has no FLT for its transactions; `fluence provider tokens-distribute --nox-names nox-0 --amount 1`"),

        // money
        (Developer, "provider register --priv-key POOR", NoFunds),
        (Developer, "provider tokens-distribute --amount 5 --priv-key POOR", NoFunds),
        (Developer, "delegator collateral-add COMMITMENT --priv-key POOR", NoFunds),
        (Provider, "provider tokens-distribute --amount 500000", "FLT, which is too little for this transaction"),
        (Provider, "provider tokens-withdraw --amount 5000", "has 0.0 FLT, which is not enough for 5000.0 FLT and the transaction"),
        (Developer, "deal deposit 1 --deal-ids DEAL --priv-key POOR",
            "DEAL: 1.0 USDC cannot be paid in, the account POOR-ACCOUNT has 0.0 USDC; pay less"),
        (Developer, "deal withdraw 1000 --deal-ids DEAL", "a deal keeps what its workers need for the coming epochs"),
        (Developer, $"deal create --app-cid {App} TERMS --priv-key POOR", "has 0.0 USDC"),
        (Developer, $"deal create --app-cid {App} TERMS --initial-balance 0.1", "need 2.0 USDC in advance"),

        // what is given wrongly
        (Developer, "deal create --app-cid abc TERMS", "'abc' is no CID"),
        (Developer, "deal change-app DEAL abc", "'abc' is no CID"),
        (Developer, "deal deposit much --deal-ids DEAL", "the amount is 'much', expected an amount of USDC"),
        (Developer, "chain info --priv-key zz", "--priv-key is no private key: expected 64 hexadecimal digits"),
        (Developer, "chain info --wallet keystore.json",
            "is a keystore: its password is taken from FLUENCE_WALLET_PASSWORD, which is not set"),
        (Developer, "chain info --rpc http://127.0.0.1:1", "the chain at http://127.0.0.1:1/ is not to be had: "),
        (Developer, "default peers mars", "the network is 'mars', expected local, "),
        (Developer, "default peers kras", "no relay of the network kras is known; name one with --relay "),
    ];

    [AnvilFact]
    public async Task Mistakes_are_told_in_one_line_with_what_to_do()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        await market.RunAsync(Provider, "provider", "init", "--noxes", "1", "--units", "1");
        await market.RunAsync(Provider, "provider", "register");
        await market.RunAsync(Provider, "provider", "offer-create");
        string committed = await market.RunAsync(Provider, "provider", "cc-create");
        await File.WriteAllTextAsync(Path.Combine(market.Path, "keystore.json"), "{}");
        const string terms = "--min-workers 1 --target-workers 1 --max-workers-per-provider 1 --price-per-worker-epoch 1";
        string made = await market.RunAsync(
            Developer, ["deal", "create", "--app-cid", App, .. terms.Split(' '), "--initial-balance", "5"]);
        Wallet poor = Wallet.Create();
        (string Word, string Value)[] words =
        [
            ("COMMITMENT", committed[(committed.IndexOf("(0x", StringComparison.Ordinal) + 1)..].TrimEnd().TrimEnd(')')),
            ("DEAL", made.Split(' ').First(static word => word.StartsWith("0x", StringComparison.Ordinal)).TrimEnd(';')),
            ("POOR-ACCOUNT", poor.Address.ToString()), ("POOR", Hex.Of(poor.PrivateKey.Span)), ("NO-ID", $"0x{7:x64}"), ("TERMS", terms),
        ];
        List<string> wrong = [];
        foreach ((int account, string line, string expected) in Mistakes)
        {
            string Filled(string text) =>
                words.Aggregate(text, static (left, word) => left.Replace(word.Word, word.Value, StringComparison.Ordinal));
            Outcome outcome = await market.TryAsync(market.Path, account, Filled(line).Split(' '));
            string[] told = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (outcome.ExitCode != ExitCodes.Failure || told.Length != 1 || !told[0].StartsWith("fluence: ", StringComparison.Ordinal)
                || !told[0].Contains(Filled(expected), StringComparison.Ordinal))
            {
                wrong.Add($"{line}: exit code {outcome.ExitCode}, {outcome.Output}{outcome.Error}, expected {expected}");
            }
        }

        Assert.Empty(wrong);

        // and nothing has happened
        Address deal = Address.Parse(words[1].Value);
        Assert.Equal(5_000_000, await market.Anvil.Client.CallAsync(deal, new DealContract.GetFreeBalance()));
        Assert.Equal(0ul, (await market.Anvil.Client.CallAsync(
            Deployment.Local.Market, new MarketContract.GetPublication(deal))).OpenedAt);
    }
}

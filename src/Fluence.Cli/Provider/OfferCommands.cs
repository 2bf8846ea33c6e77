using System.CommandLine;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider offer-*</c>.</summary>
internal static class OfferCommands
{
    public static Command Create()
    {
        Option<bool> force = new("--force") { Description = "Make offers again that were made already." };
        return ProviderCommand.OnChain(
            "offer-create", "oc", "Make the offers of provider.yaml.", [ProviderFilesCommands.OfferNames(), force],
            async (parsed, session, provider, report, cancellation) =>
            {
                OfferOperations offers = new(session, provider, report);
                foreach (string name in provider.Offers(parsed.GetValue<string?>("--offers")))
                {
                    if (!parsed.GetValue(force) && await offers.ExistsAsync(name, cancellation))
                    {
                        throw new CommandException($"the offer '{name}' was made already ({offers.Id(name)}); "
                            + "`fluence provider offer-update` changes it");
                    }

                    await offers.CreateAsync(name, cancellation);
                }
            });
    }

    public static Command Update() => ProviderCommand.OnChain(
        "offer-update", "ou", "Change offers to what provider.yaml says.", [ProviderFilesCommands.OfferNames()],
        static async (parsed, session, provider, report, cancellation) =>
        {
            OfferOperations offers = new(session, provider, report);
            foreach (string name in provider.Offers(parsed.GetValue<string?>("--offers")))
            {
                await offers.UpdateAsync(name, cancellation);
            }
        });

    public static Command Info()
    {
        Option<string?> ids = new("--offer-ids") { Description = "The ids of offers, separated by commas, instead of names." };
        return ProviderCommand.OnChain(
            "offer-info", "oi", "Show offers.", [ProviderFilesCommands.OfferNames(), ids],
            async (parsed, session, provider, report, cancellation) =>
            {
                OfferOperations offers = new(session, provider, report);
                (string Name, Bytes32 Id)[] chosen = parsed.GetValue(ids) is { } given
                    ? [.. given.Split(',', StringSplitOptions.TrimEntries).Select(static text => (text, Parse(text)))]
                    : [.. provider.Offers(parsed.GetValue<string?>("--offers")).Select(name => (name, offers.Id(name)
                        ?? throw new CommandException($"the offer '{name}' is not on the network {session.Network}")))];
                foreach ((string name, Bytes32 id) in chosen)
                {
                    await ShowAsync(session, offers, name, id, report, cancellation);
                }
            });
    }

    private static async Task ShowAsync(
        ChainSession session, OfferOperations offers, string name, Bytes32 id, Action<string> report, CancellationToken cancellation)
    {
        Offer offer = await offers.FindAsync(id, cancellation) ?? throw new CommandException($"there is no offer {id} on this chain");
        OfferHistory history = await OfferHistory.ReadAsync(session, id, cancellation);
        report(name);
        report($"  offer      {id}");
        report($"  provider   {offer.Provider}");
        report($"  price      at least {TokenAmount.Usdc.Text(offer.MinPricePerWorkerEpoch)} for a worker in an epoch");
        report($"  protocols  {offer.MinProtocolVersion} to {offer.MaxProtocolVersion}");
        report($"  effectors  {string.Join(", ", history.Effectors.Select(static cid => cid.ToString()).DefaultIfEmpty("none"))}");
        foreach (Bytes32 peer in history.Peers)
        {
            var units = await session.Client.CallAsync(
                session.Contracts.Market, new MarketContract.GetComputeUnits(peer), cancellation: cancellation);
            report($"  peer       {peer.ToPeerId()}: {units.Length} compute units, "
                + $"{units.Count(static unit => unit.Deal != Address.Zero)} of them in deals");
        }
    }

    private static Bytes32 Parse(string text) => Bytes32.TryParse(text, out Bytes32 id) ? id
        : throw new CommandException($"--offer-ids has '{text}', expected an id of an offer: 0x and 64 hexadecimal digits");
}

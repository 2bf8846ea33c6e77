using System.Globalization;
using Fluence.Cli.Chain;
using Fluence.Cli.Deals;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Primitives.Content;
using Fluence.Projects.Files;
using Fluence.Services.Units;

namespace Fluence.Cli.Deploy;

/// <summary>
/// Deploys by deals: uploads the application, pays for it on the chain, and finds providers; peers do the rest by themselves.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="session">The chain, and the account that pays.</param>
/// <param name="report">Told of each step.</param>
internal sealed class DealDeployer(ProjectContext project, ChainSession session, Action<string> report)
{
    private readonly WorkersFile _workers = new(project);
    private readonly DealClient _deals = new(session.Sender, session.Contracts);

    /// <summary>Deploys, or gives the workers of a deal that runs another application.</summary>
    /// <param name="deployment">What <c>fluence.yaml</c> says.</param>
    /// <param name="plan">Its services and spells.</param>
    /// <param name="content">Where they are uploaded to.</param>
    /// <param name="finding">How providers are found.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <returns>The deal, and how many workers it is going to have.</returns>
    /// <exception cref="CommandException">A step failed. What was done before is noted.</exception>
    public async Task<(Address Deal, int Workers)> DeployAsync(
        Projects.Files.Deployment deployment, DeploymentPlan plan, ContentUpload content, ProviderFinding finding,
        CancellationToken cancellation)
    {
        CheckMemory(plan);
        UploadedDefinition definition = await new DefinitionUpload(content).UploadAsync(plan.Services, plan.Spells, cancellation);
        Cid app = DealCommand.AppCid(definition.Cid);
        DealEntry? former = DealChoice.Known(project, session.Network).GetValueOrDefault(deployment.Name);
        if (former is not null && await IsRunningAsync(former, cancellation))
        {
            return await UpdateAsync(deployment.Name, former, app, cancellation);
        }

        Address deal = await DealCreateCommand.CreateAsync(session, app, deployment, cancellation);
        report($"{deployment.Name}: made the deal {deal}");
        await NoteAsync(deployment.Name, deal, app, isMatched: false, cancellation);
        int most = finding.Matched ?? (finding.Window is null ? deployment.TargetWorkers : 0);
        if (most > 0)
        {
            await new DealMatching(session, report).MatchAsync(deployment.Name, deal, most, cancellation);
            await NoteAsync(deployment.Name, deal, app, isMatched: true, cancellation);
        }

        // after the matching: providers would take the places that units are being found for
        if (finding.Window is { } window)
        {
            await _deals.PublishAsync(deal, window, cancellation);
            report($"{deployment.Name}: any provider can pick it up; its price rises for {(long)window.TotalSeconds} s");
        }

        int there = (await _deals.GetUnitsAsync(deal, cancellation: cancellation)).Length;
        return (deal, finding.Window is null ? there : deployment.TargetWorkers);
    }

    /// <summary>A worker has one compute unit, and a peer refuses services that want more memory than that has.</summary>
    private static void CheckMemory(DeploymentPlan plan)
    {
        decimal unit = new UnitOptions().Memory;
        ServicePlan[] limited = [.. plan.Services.Where(static service => service.MemoryLimit is not null)];
        decimal sum = limited.Sum(static service => (decimal)service.MemoryLimit!.Value);
        if (sum > unit)
        {
            string each = string.Join(", ", limited.Select(static service => $"{service.Name} {service.MemoryLimit}"));
            throw new CommandException($"{plan.Name}: totalMemoryLimit of its services is {sum} bytes ({each}), and a compute unit has "
                + $"{unit}; lower it, in service.yaml or in services of fluence.yaml");
        }
    }

    private async Task<(Address Deal, int Workers)> UpdateAsync(string name, DealEntry former, Cid app, CancellationToken cancellation)
    {
        Address deal = DealChoice.Parse(former.DealIdOriginal);
        DealInfo info = await _deals.GetAsync(deal, cancellation: cancellation);
        if (info.App.ToText() == app.ToString())
        {
            report($"{name}: the deal {deal} has this application already");
            return (deal, await ExpectedAsync(info, cancellation));
        }

        await _deals.ChangeAppAsync(deal, app, cancellation);
        await NoteAsync(name, deal, app, former.Matched ?? true, cancellation);
        report($"{name}: the application of the deal {deal} is {app} now; the peers change their workers");
        return (deal, await ExpectedAsync(info, cancellation));
    }

    /// <summary>How many workers a deal is going to have: a published one gets as many as it has places.</summary>
    private async Task<int> ExpectedAsync(DealInfo deal, CancellationToken cancellation)
    {
        var publication = await session.Client.CallAsync(
            session.Contracts.Market, new MarketContract.GetPublication(deal.Id), cancellation: cancellation);
        return publication.OpenedAt == 0 ? deal.Units.Length : (int)deal.TargetWorkers;
    }

    private async Task<bool> IsRunningAsync(DealEntry former, CancellationToken cancellation)
    {
        try
        {
            DealInfo info = await _deals.GetAsync(DealChoice.Parse(former.DealIdOriginal), cancellation: cancellation);
            return info.Status != DealStatus.Ended;
        }
        catch (EthereumException)
        {
            // it was on a chain that is gone
            return false;
        }
    }

    private async Task NoteAsync(string name, Address deal, Cid app, bool isMatched, CancellationToken cancellation) => _workers.SetDeal(
        session.Network, name, new DealEntry(
            app.ToString(), DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture), deal.ToString(),
            (long)await session.Client.ChainIdAsync(cancellation), isMatched));
}

/// <summary>How providers are found for a deal.</summary>
/// <param name="Window">In what time its price rises, if any provider may pick it up; null if not.</param>
/// <param name="Matched">How many units it is matched with at most; null for as many as it has places, or none if it is published.</param>
internal sealed record ProviderFinding(TimeSpan? Window, int? Matched);

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary>Carries out plans: uploads modules, fills workers on all peers at once, and notes what is where.</summary>
/// <param name="project">The project.</param>
/// <param name="client">By which peers are asked.</param>
/// <param name="ttl">How long one step may take.</param>
/// <param name="report">Told of each step: on which peer, and what.</param>
internal sealed class Deployer(
    ProjectContext project, FluenceClient client, TimeSpan ttl, Action<string, string> report)
{
    private readonly DeployFunctions _functions = DeployFunctions.Load(BundledAqua.Unpack(project.Folder!), client, ttl);
    private readonly WorkersFile _workers = new(project);

    /// <summary>Deploys a plan.</summary>
    /// <param name="plan">What, and where.</param>
    /// <param name="content">Where modules are uploaded to.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <exception cref="CommandException">A peer failed. What is deployed on others is noted all the same.</exception>
    public async Task<ImmutableArray<DeployedWorker>> DeployAsync(
        DeploymentPlan plan, ContentUpload content, CancellationToken cancellation)
    {
        UploadedDefinition definition = await new DefinitionUpload(content).UploadAsync(plan.Services, plan.Spells, cancellation);
        HostEntry? former = _workers.Deployed.GetValueOrDefault(plan.Name);
        string deal = former?.DummyDealId ?? NewDealId();
        ConcurrentBag<DeployedWorker> done = [];
        ConcurrentBag<CommandException> failed = [];
        await Task.WhenAll(plan.Hosts.Select(async host =>
        {
            try
            {
                WorkerDeployer deployer = new(_functions, definition.Modules, what => report(host, what));
                done.Add(await deployer.DeployAsync(plan, host, deal, cancellation));
            }
            catch (CommandException failure)
            {
                failed.Add(failure);
            }
        }));
        ImmutableArray<DeployedWorker> workers = [.. done.OrderBy(worker => plan.Hosts.IndexOf(worker.Host))];
        if (workers.Length > 0)
        {
            await RemoveFormerAsync(plan, former, cancellation);
            _workers.Set(plan.Name, new HostEntry(
                definition.Cid, [.. workers.Select(static worker => new InstallationSpell(worker.Host, worker.Spell, worker.Worker))],
                client.RelayPeerId.ToString(), DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture), deal));
        }

        return failed.IsEmpty ? workers : throw new CommandException(
            $"{plan.Name} is deployed on {workers.Length} of {plan.Hosts.Length} peers: "
            + string.Join("; ", failed.Select(static failure => failure.Message)));
    }

    /// <summary>Removes a deployment from all peers that it is on.</summary>
    /// <exception cref="CommandException">It is not there, or a peer failed; then it stays noted.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellation)
    {
        HostEntry entry = _workers.Deployed.GetValueOrDefault(name) ?? throw new CommandException(
            $"'{name}' is not deployed; {string.Join(", ", _workers.Deployed.Keys.DefaultIfEmpty("nothing"))} is");
        foreach (InstallationSpell worker in entry.InstallationSpells)
        {
            await RemoveAsync(worker, cancellation);
        }

        _workers.Set(name, null);
    }

    /// <summary>What the worker spells of a deployment have written, by host.</summary>
    public async Task<ImmutableArray<(string Host, JsonArray Logs)>> LogsAsync(
        HostEntry entry, string spell, CancellationToken cancellation) =>
        [.. await Task.WhenAll(entry.InstallationSpells.Select(async worker => (worker.HostId, (JsonArray)await _functions.CallAsync(
            "logs_of", cancellation, new JsonString(worker.HostId), new JsonString(worker.WorkerId), new JsonString(spell)))))];

    /// <summary>Removes the workers that a deployment had on peers that it is no longer for.</summary>
    private async Task RemoveFormerAsync(DeploymentPlan plan, HostEntry? former, CancellationToken cancellation)
    {
        foreach (InstallationSpell worker in former?.InstallationSpells.Where(worker => !plan.Hosts.Contains(worker.HostId)) ?? [])
        {
            try
            {
                await RemoveAsync(worker, cancellation);
            }
            catch (CommandException gone)
            {
                report(worker.HostId, $"the worker there could not be removed: {gone.Message}");
            }
        }
    }

    private async Task RemoveAsync(InstallationSpell worker, CancellationToken cancellation)
    {
        try
        {
            await _functions.CallAsync("remove_worker", cancellation, new JsonString(worker.HostId), new JsonString(worker.WorkerId));
            report(worker.HostId, $"removed worker {worker.WorkerId}");
        }
        catch (ScriptException missing) when (missing.Message.Contains("not found", StringComparison.Ordinal))
        {
            report(worker.HostId, $"worker {worker.WorkerId} was not there any more");
        }
        catch (ScriptException failed)
        {
            throw new CommandException($"{worker.HostId}: {failed.Message}");
        }
    }

    // like the address of a deal on the chain, which there is none of here
    private static string NewDealId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}

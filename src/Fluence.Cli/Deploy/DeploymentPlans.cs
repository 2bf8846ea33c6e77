using System.Collections.Immutable;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Crypto;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary>Makes out of <c>fluence.yaml</c> what is put on which peers.</summary>
/// <param name="project">The project.</param>
/// <param name="target">Its services.</param>
/// <param name="built">Its modules; those that are missing are taken as they were built before.</param>
/// <param name="imports">Further folders in which Aqua imports are looked for.</param>
/// <param name="now">The present time.</param>
internal sealed class DeploymentPlans(
    ProjectContext project, ProjectTarget target, IReadOnlyCollection<BuiltModule> built, IReadOnlyList<string> imports, DateTimeOffset now)
{
    private readonly IReadOnlyList<LocalPeer> _local = project.Local.Load();

    /// <summary>The names that can be deployed: those of <c>deployments</c> and of <c>hosts</c>.</summary>
    public static ImmutableArray<string> Names(FluenceYaml yaml, bool onlyHosts) =>
        [.. onlyHosts ? [] : yaml.Deployments.Keys, .. yaml.Hosts.Keys];

    /// <summary>The plan of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="peers">The peers that the command line says; null for those of the file.</param>
    /// <exception cref="CommandException">There is no such name, service, spell or peer.</exception>
    public DeploymentPlan Of(string name, IReadOnlyList<string>? peers)
    {
        if (project.Yaml.Hosts.TryGetValue(name, out HostDeployment? hosts))
        {
            return Of(name, peers ?? hosts.PeerIds, hosts.Services, hosts.Spells);
        }

        if (!project.Yaml.Deployments.TryGetValue(name, out Deployment? deployment))
        {
            string known = string.Join(", ", Names(project.Yaml, onlyHosts: false).DefaultIfEmpty("none"));
            throw new CommandException($"fluence.yaml has neither a deployment nor hosts by the name of '{name}'; there is {known}");
        }

        return Of(name, peers ?? LocalPeers(deployment), deployment.Services, deployment.Spells);
    }

    /// <summary>The plan of a deployment that is deployed by a deal, on peers that are not known yet.</summary>
    public DeploymentPlan OfDeal(Deployment deployment) => Of(deployment.Name, [], deployment.Services, deployment.Spells);

    private List<string> LocalPeers(Deployment deployment)
    {
        List<string> running = [.. _local.Where(PeerProcess.IsRunning).Select(static peer => peer.PeerId)];
        return running.Count >= deployment.TargetWorkers
            ? running[..deployment.TargetWorkers]
            : throw new CommandException(running.Count == 0
                ? $"there are no peers for the deployment '{deployment.Name}': no local network runs here. Start one with "
                    + "`fluence local up --detach`, or name peers with --peer-ids"
                : $"the deployment '{deployment.Name}' has targetWorkers: {deployment.TargetWorkers}, and {running.Count} local peers run; "
                    + $"start more with `fluence local down && fluence local up --detach --peers {deployment.TargetWorkers}`");
    }

    private DeploymentPlan Of(string name, IReadOnlyList<string> peers, ImmutableArray<string> services, ImmutableArray<string> spells) =>
        new(name, [.. peers.Select(Peer).Distinct()], [.. services.Select(Service)],
            [.. spells.Select(spell => SpellPlans.Of(project, spell, imports, now))]);

    private string Peer(string text) => _local.FirstOrDefault(peer => peer.Name == text) is { } local ? local.PeerId
        : PeerId.TryParse(text, out PeerId? peer) ? peer.ToString()
        : throw new CommandException(
            $"'{text}' is no peer: expected a peer id, 12D3KooW…"
            + (_local.Count > 0 ? $", or one of {string.Join(", ", _local.Select(static each => each.Name))}" : ""));

    private ServicePlan Service(string name)
    {
        ServiceFolder folder = target.Services.FirstOrDefault(each => each.Name == name) ?? throw new CommandException(
            $"fluence.yaml has no service '{name}'; it has "
            + string.Join(", ", target.Services.Select(static each => each.Name).DefaultIfEmpty("none")));
        ServiceEntry? entry = project.Yaml.Services.FirstOrDefault(each => each.Name == name);
        return new ServicePlan(
            name, [.. folder.Modules.Select(module => new ModulePlan(module.Yaml.Name, FileOf(module)))],
            entry?.TotalMemoryLimit ?? folder.Yaml.TotalMemoryLimit);
    }

    private string FileOf(ModuleFolder module) =>
        built.FirstOrDefault(each => each.Module.Folder == module.Folder)?.WasmFile ?? WasmLocator.Find(module);
}

using System.Collections.Immutable;
using Fluence.Cli.Run;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary>What is deployed, in <c>.fluence/workers.yaml</c>, and for scripts in <c>hosts.aqua</c>; both are written together.</summary>
internal sealed class WorkersFile(ProjectContext project)
{
    private readonly ProjectFolder _folder = project.Folder!;

    /// <summary>The environment under which deployments are written.</summary>
    public string Environment => project.Relays.Count > 0 ? "custom" : "local";

    /// <summary>What is deployed here.</summary>
    public ImmutableSortedDictionary<string, HostEntry> Deployed =>
        WorkersYaml.Load(_folder.WorkersFile).Hosts.GetValueOrDefault(Environment, ImmutableSortedDictionary<string, HostEntry>.Empty);

    /// <summary>Notes a deployment, or with null that there is none any more.</summary>
    public void Set(string name, HostEntry? entry)
    {
        WorkersYaml.Load(_folder.WorkersFile).WithHost(Environment, name, entry).Save(_folder.WorkersFile);
        WriteAqua();
    }

    /// <summary>Notes a deal.</summary>
    public void SetDeal(string network, string name, DealEntry deal)
    {
        WorkersYaml.Load(_folder.WorkersFile).WithDeal(network, name, deal).Save(_folder.WorkersFile);
        WriteAqua();
    }

    /// <summary>Writes what scripts see.</summary>
    public void WriteAqua() =>
        DeploymentsAqua.Write(_folder, project.Yaml, WorkersYaml.Load(_folder.WorkersFile), Environment);
}

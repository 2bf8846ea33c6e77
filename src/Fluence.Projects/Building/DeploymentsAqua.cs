using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fluence.Projects.Files;

namespace Fluence.Projects.Building;

/// <summary>Writes for scripts where a project is deployed: <c>Deals.get()</c> and <c>Hosts.get()</c>, as the original does.</summary>
public static class DeploymentsAqua
{
    private const string DealData =
        """
        data Deal:
            chainNetworkId: u64
            dealId: string
            dealIdOriginal: string
            definition: string
            timestamp: string

        """;

    private const string HostData =
        """
        data SpellLocation:
            hostId: string
            spellId: string
            workerId: string

        data Host:
            definition: string
            dummyDealId: string
            installationSpells: []SpellLocation
            relayId: string
            timestamp: string

        """;

    /// <summary>
    /// Writes <c>deals.aqua</c>, <c>hosts.aqua</c> and <c>direct.aqua</c>: all names of the project, and those that were deployed.
    /// </summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="yaml">What is to be deployed; what is not deployed yet is <c>nil</c>.</param>
    /// <param name="workers">What was deployed.</param>
    /// <param name="network">The network whose deployments are meant.</param>
    public static void Write(ProjectFolder project, FluenceYaml yaml, WorkersYaml workers, string network)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(workers);
        ModuleFile.Write(project.DealsAquaFile, Encoding.UTF8.GetBytes(Deals(yaml, workers, network)));
        ModuleFile.Write(project.HostsAquaFile, Encoding.UTF8.GetBytes(Hosts(yaml, workers, network)));
        ModuleFile.Write(project.DirectAquaFile, Encoding.UTF8.GetBytes(Direct(yaml, workers, network)));
    }

    /// <summary>The text of <c>deals.aqua</c>.</summary>
    /// <exception cref="ProjectException">A deployment cannot be named in Aqua.</exception>
    public static string Deals(FluenceYaml yaml, WorkersYaml workers, string network)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(workers);
        ImmutableSortedDictionary<string, DealEntry>? deployed = workers.Deals.GetValueOrDefault(network);
        return Module("Deals", "Deal", DealData, Names(yaml.Deployments.Keys, deployed?.Keys), name => deployed?.GetValueOrDefault(name) is
        { } deal ? Deal(deal) : null);
    }

    /// <summary>The text of <c>hosts.aqua</c>: what is put on certain peers.</summary>
    /// <exception cref="ProjectException">A name cannot be one in Aqua.</exception>
    public static string Hosts(FluenceYaml yaml, WorkersYaml workers, string network)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(workers);
        ImmutableSortedDictionary<string, HostEntry>? deployed = workers.Hosts.GetValueOrDefault(network);
        return OfHosts("Hosts", Names(yaml.Hosts.Keys, deployed?.Keys.Except(yaml.Deployments.Keys)), deployed);
    }

    /// <summary>
    /// The text of <c>direct.aqua</c>: what could be a deal, and was put on peers directly. It is a file of its own because the original
    /// command writes the others anew, and does not know of such.
    /// </summary>
    /// <exception cref="ProjectException">A name cannot be one in Aqua.</exception>
    public static string Direct(FluenceYaml yaml, WorkersYaml workers, string network)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(workers);
        return OfHosts("Direct", Names(yaml.Deployments.Keys, null), workers.Hosts.GetValueOrDefault(network));
    }

    private static string OfHosts(string module, string[] names, ImmutableSortedDictionary<string, HostEntry>? deployed) =>
        Module(module, "Host", HostData, names, name => deployed?.GetValueOrDefault(name) is { } host ? Host(host) : null);

    private static string[] Names(IEnumerable<string> ofProject, IEnumerable<string>? deployed)
    {
        string[] names =
            [.. ofProject.Concat(deployed ?? []).Distinct(StringComparer.Ordinal).OrderBy(AquaName.Field, StringComparer.Ordinal)];
        foreach (IGrouping<string, string> field in names.GroupBy(AquaName.Field, StringComparer.Ordinal))
        {
            if (field.Count() > 1)
            {
                throw new ProjectException(
                    $"{string.Join(" and ", field)} are both '{field.Key}' in Aqua; rename one of these deployments");
            }

            if (field.Key.Length == 0 || !char.IsAsciiLetterLower(field.Key[0]))
            {
                throw new ProjectException($"the deployment '{field.First()}' cannot be named in Aqua; its name must start with a letter");
            }
        }

        return names;
    }

    private static string Module(string name, string type, string data, string[] names, Func<string, string?> value)
    {
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"aqua {name} declares *\n\n"));
        if (names.Length == 0)
        {
            // as the original: an object of nothing is nil
            return text.Append("func get() -> ?u8:\n    <- nil\n").ToString();
        }

        text.Append(data.ReplaceLineEndings("\n")).Append("\ndata ").Append(name).Append(":\n");
        text.AppendJoin("", names.Select(each => $"    {AquaName.Field(each)}: ?{type}\n"));
        text.Append("\nfunc get() -> ").Append(name).Append(":\n    <- ").Append(name).Append("(\n        ");
        text.AppendJoin(",\n        ", names.Select(each => $"{AquaName.Field(each)}={(value(each) is { } some ? $"?[{some}]" : "nil")}"));
        return text.Append("\n    )\n").ToString();
    }

    private static string Deal(DealEntry deal) => string.Create(
        CultureInfo.InvariantCulture,
        $"Deal(chainNetworkId={deal.ChainNetworkId}, dealId={Text(deal.DealId)}, dealIdOriginal={Text(deal.DealIdOriginal)}, "
        + $"definition={Text(deal.Definition)}, timestamp={Text(deal.Timestamp)})");

    private static string Host(HostEntry host)
    {
        string spells = string.Join(", ", host.InstallationSpells.Select(static spell =>
            $"SpellLocation(hostId={Text(spell.HostId)}, spellId={Text(spell.SpellId)}, workerId={Text(spell.WorkerId)})"));
        return $"Host(definition={Text(host.Definition)}, dummyDealId={Text(host.DummyDealId)}, installationSpells=[{spells}], "
            + $"relayId={Text(host.RelayId)}, timestamp={Text(host.Timestamp)})";
    }

    private static string Text(string text) => AquaName.Literal(text);
}

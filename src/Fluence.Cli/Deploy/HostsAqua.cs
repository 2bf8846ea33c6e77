using System.Text;
using System.Text.RegularExpressions;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary>Writes <c>.fluence/aqua/hosts.aqua</c>, by which scripts know where is what: <c>Hosts.get()</c>, as the original writes it.</summary>
internal static partial class HostsAqua
{
    private const string Types = """
        data SpellLocation:
          host_id: string
          spell_id: string
          worker_id: string

        data Host:
          definition: string
          dummyDealId: string
          installation_spells: []SpellLocation
          relayId: string
          timestamp: string

        """;

    /// <summary>Writes the file.</summary>
    /// <param name="file">Where.</param>
    /// <param name="names">The names in <c>fluence.yaml</c>: those that are not deployed are there too, without a value.</param>
    /// <param name="deployed">What is deployed.</param>
    public static void Write(string file, IEnumerable<string> names, IReadOnlyDictionary<string, HostEntry> deployed) =>
        ModuleFile.Write(file, Encoding.UTF8.GetBytes(Print(names, deployed)));

    internal static string Print(IEnumerable<string> names, IReadOnlyDictionary<string, HostEntry> deployed)
    {
        string[] all = [.. names.Concat(deployed.Keys).Where(name => Name().IsMatch(name)).Distinct().Order(StringComparer.Ordinal)];
        StringBuilder text = new("aqua Hosts declares *\n\n");
        text.Append(Types).Append("\ndata Hosts:\n");
        foreach (string name in all)
        {
            text.Append("  ").Append(name).Append(": ?Host\n");
        }

        if (all.Length == 0)
        {
            // data without fields are none
            text.Append("  none: ?Host\n");
        }

        text.Append("\nfunc get() -> Hosts:\n  <- Hosts(");
        text.AppendJoin(", ", all.DefaultIfEmpty("none").Select(name => $"{name} = {Value(deployed.GetValueOrDefault(name))}"));
        return text.Append(")\n").ToString();
    }

    private static string Value(HostEntry? entry) => entry is null
        ? "nil"
        : $"?[Host(definition = {Text(entry.Definition)}, dummyDealId = {Text(entry.DummyDealId)}, installation_spells = ["
            + string.Join(", ", entry.InstallationSpells.Select(static spell =>
                $"SpellLocation(host_id = {Text(spell.HostId)}, spell_id = {Text(spell.SpellId)}, worker_id = {Text(spell.WorkerId)})"))
            + $"], relayId = {Text(entry.RelayId)}, timestamp = {Text(entry.Timestamp)})]";

    private static string Text(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    [GeneratedRegex("^[a-z][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}

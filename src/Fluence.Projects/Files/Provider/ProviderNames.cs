using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>Finds names in a <c>provider.yaml</c> that are of nothing, and peers that are offered twice.</summary>
internal static class ProviderNames
{
    public static IEnumerable<FileMistake> Mistakes(ConfigMap map, ProviderYaml provider)
    {
        Dictionary<string, string> offered = new(StringComparer.Ordinal);
        foreach ((string name, ConfigNode offer) in map.Map("offers")!.Entries)
        {
            foreach (ConfigScalar peer in Peers((ConfigMap)offer))
            {
                if (!provider.ComputePeers.ContainsKey(peer.Text))
                {
                    yield return Unknown(peer, $"offers.{name}.computePeers", provider);
                }
                else if (!offered.TryAdd(peer.Text, name))
                {
                    yield return new FileMistake(
                        peer.Line, peer.Column,
                        $"the peer '{peer.Text}' is in the offers {offered[peer.Text]} and {name}, expected in one");
                }
            }
        }

        foreach ((string name, ConfigNode commitment) in map.Map("capacityCommitments")!.Entries)
        {
            if (!provider.ComputePeers.ContainsKey(name))
            {
                yield return Unknown(commitment, name, "capacityCommitments", provider);
            }
            else if (HumanDuration.Seconds(provider.CapacityCommitments[name].Duration) is null)
            {
                ConfigNode duration = ((ConfigMap)commitment).Find("duration")!;
                yield return new FileMistake(duration.Line, duration.Column,
                    $"capacityCommitments.{name}.duration is '{provider.CapacityCommitments[name].Duration}', "
                    + "expected a time like '100 days' or '1 month 12 hours'");
            }
        }
    }

    private static IEnumerable<ConfigScalar> Peers(ConfigMap offer) => offer.Find("computePeers") switch
    {
        ConfigList list => list.Items.Cast<ConfigScalar>(),
        _ => [],
    };

    private static FileMistake Unknown(ConfigScalar peer, string path, ProviderYaml provider) => Unknown(peer, peer.Text, path, provider);

    private static FileMistake Unknown(ConfigNode where, string name, string path, ProviderYaml provider) => new(
        where.Line, where.Column,
        $"{path} names the peer '{name}', which is not in computePeers{Words.DidYouMean(Words.Nearest(name, provider.ComputePeers.Keys))}");
}

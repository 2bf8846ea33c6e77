using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Metrics;

/// <summary><c>docs/metrics.md</c> names what a peer tells, and nothing else.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public async Task The_document_lists_every_metric_with_its_type()
    {
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { HttpPort = 0 });
        await peer.AssertServesAsync();
        using HttpClient http = new();
        string text = await http.GetStringAsync(new Uri(peer.Node.HttpUrl!, "/metrics")).Soon();
        IEnumerable<string> told = OpenMetricsText.Parse(text).Values.Select(family => $"{family.Name} {family.Type}");
        IEnumerable<string> listed = Row().Matches(await File.ReadAllTextAsync(PathOf("metrics.md")))
            .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");
        Assert.Equal(told.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| \S.* \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static string PathOf(string document, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", document);
}

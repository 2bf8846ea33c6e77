using System.Globalization;
using System.Text.RegularExpressions;

namespace Fluence.Peer.Tests.Metrics;

/// <summary>One family of metrics with its samples.</summary>
internal sealed record MetricFamily(string Name, string Type, string? Help, List<MetricSample> Samples);

/// <summary>One sample line.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Reads OpenMetrics 1.0 text strictly; every deviation fails the test.</summary>
internal static partial class OpenMetricsText
{
    private const string LabelPattern = @"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>(?:[^""\\]|\\[\\""n])*)""";

    private static readonly Dictionary<string, string[]> Suffixes = new()
    {
        ["counter"] = ["_total"], ["gauge"] = [""], ["histogram"] = ["_bucket", "_count", "_sum"],
    };

    public static Dictionary<string, MetricFamily> Parse(string text)
    {
        Assert.EndsWith("\n# EOF\n", "\n" + text, StringComparison.Ordinal);
        Dictionary<string, MetricFamily> families = [];
        MetricFamily? family = null;
        foreach (string line in text[..^"# EOF\n".Length].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Type().Match(line) is { Success: true } type)
            {
                family = new MetricFamily(type.Groups[1].Value, type.Groups[2].Value, null, []);
                families.Add(family.Name, family);
            }
            else if (Help().Match(line) is { Success: true } help)
            {
                Assert.Equal(family?.Name, help.Groups[1].Value);
                family = family! with { Help = Unescape(help.Groups[2].Value) };
                families[family.Name] = family;
            }
            else
            {
                MetricSample sample = ParseSample(line);
                Assert.NotNull(family);
                Assert.Contains(sample.Name, Suffixes[family.Type].Select(suffix => family.Name + suffix));
                family.Samples.Add(sample);
            }
        }

        Assert.All(families.Values.Where(known => known.Type == "histogram"), AssertHistogram);
        return families;
    }

    private static MetricSample ParseSample(string line)
    {
        Match match = Sample().Match(line);
        Assert.True(match.Success, $"no sample: {line}");
        Dictionary<string, string> labels = Label().Matches(match.Groups[2].Value)
            .ToDictionary(label => label.Groups["name"].Value, label => Unescape(label.Groups["value"].Value));
        return new MetricSample(match.Groups[1].Value, labels, double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Buckets rise in both bound and count, and the last holds everything.</summary>
    private static void AssertHistogram(MetricFamily histogram)
    {
        foreach (IGrouping<string, MetricSample> series in histogram.Samples.GroupBy(sample => string.Join(
            ',', sample.Labels.Where(label => label.Key != "le").Select(label => $"{label.Key}={label.Value}"))))
        {
            MetricSample[] buckets = [.. series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal))];
            double[] bounds = [.. buckets.Select(bucket => bucket.Labels["le"] == "+Inf"
                ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture))];
            Assert.Equal(bounds.Distinct().Order(), bounds);
            Assert.Equal(double.PositiveInfinity, bounds[^1]);
            Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
            MetricSample count = Assert.Single(series, sample => sample.Name.EndsWith("_count", StringComparison.Ordinal));
            Assert.Equal(buckets[^1].Value, count.Value);
            Assert.Single(series, sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal));
        }
    }

    private static string Unescape(string text) => Escape().Replace(text, escape => escape.Value switch
    {
        "\\n" => "\n",
        "\\\"" => "\"",
        _ => "\\",
    });

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:" + LabelPattern + @",?)*)\})? (-?[0-9.]+(?:E[+-]?[0-9]+)?)$")]
    private static partial Regex Sample();

    [GeneratedRegex(LabelPattern)]
    private static partial Regex Label();

    [GeneratedRegex(@"\\[\\""n]")]
    private static partial Regex Escape();
}

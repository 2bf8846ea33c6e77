using System.Diagnostics.Metrics;
using Fluence.Peer.Metrics;

namespace Fluence.Peer.Tests.Metrics;

public sealed class OpenMetricsExporterTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly OpenMetricsExporter _exporter;

    public OpenMetricsExporterTests() => _exporter = new OpenMetricsExporter(_meter);

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Without_measurements_there_is_only_the_end() => Assert.Equal("# EOF\n", _exporter.Print());

    [Fact]
    public void Counters_count_for_each_label()
    {
        Counter<long> counter = _meter.CreateCounter<long>("some.requests-made", description: "Requests \"made\"\nso far");
        counter.Add(2, new KeyValuePair<string, object?>("the.reason", "a\\b\"c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("the.reason", "a\\b\"c\nd"));
        counter.Add(7, new KeyValuePair<string, object?>("the.reason", "other"), new KeyValuePair<string, object?>("ok", true));
        MetricFamily family = Parse()["some_requests_made"];
        Assert.Equal(("counter", "Requests \"made\"\nso far"), (family.Type, family.Help));
        Assert.Equal(
            [("a\\b\"c\nd", 5), ("other", 7)],
            family.Samples.Select(sample => (sample.Labels["the_reason"], sample.Value)).OrderBy(sample => sample.Value));
        Assert.All(family.Samples, sample => Assert.Equal("some_requests_made_total", sample.Name));
    }

    [Fact]
    public void What_is_observed_is_told_as_it_stands()
    {
        long total = 10;
        _meter.CreateObservableCounter("observed", () => total);
        _meter.CreateObservableGauge("level", () => total / 4.0);
        _meter.CreateObservableUpDownCounter("upsanddowns", () => -total);
        Parse();
        total = 13;
        Dictionary<string, MetricFamily> families = Parse();
        Assert.Equal(13, Assert.Single(families["observed"].Samples).Value);
        Assert.Equal(3.25, Assert.Single(families["level"].Samples).Value);
        Assert.Equal(-13, Assert.Single(families["upsanddowns"].Samples).Value);
        Assert.Equal("gauge", families["upsanddowns"].Type);
    }

    [Fact]
    public void What_goes_up_and_down_is_added_up_and_gauges_are_replaced()
    {
        UpDownCounter<int> connections = _meter.CreateUpDownCounter<int>("connections");
        connections.Add(5);
        connections.Add(-2);
        Gauge<double> gauge = _meter.CreateGauge<double>("gauge");
        gauge.Record(5);
        gauge.Record(2);
        Dictionary<string, MetricFamily> families = Parse();
        Assert.Equal(3, Assert.Single(families["connections"].Samples).Value);
        Assert.Equal(2, Assert.Single(families["gauge"].Samples).Value);
    }

    [Fact]
    public void Histograms_have_cumulative_buckets()
    {
        Histogram<double> histogram = _meter.CreateHistogram<double>("time_sec");
        double[] values = [0.00005, 0.0001, 0.3, 0.5, 0.6, 1000];
        foreach (double value in values)
        {
            histogram.Record(value, new KeyValuePair<string, object?>("kind", "a"));
        }

        histogram.Record(1, new KeyValuePair<string, object?>("kind", "b"));
        MetricFamily family = Parse()["time_sec"];
        Assert.Equal(2, Bucket(family, "0.0001"));
        Assert.Equal(2, Bucket(family, "0.25"));
        Assert.Equal(4, Bucket(family, "0.5"));
        Assert.Equal(5, Bucket(family, "1.0"));
        Assert.Equal(5, Bucket(family, "120.0"));
        Assert.Equal(6, Bucket(family, "+Inf"));
        Assert.Equal(values.Sum(), family.Samples.Single(sample => sample.Name == "time_sec_sum" && sample.Labels["kind"] == "a").Value, 9);
    }

    [Fact]
    public void Other_meters_are_not_collected()
    {
        using Meter other = new("test");
        other.CreateCounter<long>("foreign").Add(1);
        Assert.Empty(Parse());
    }

    private static double Bucket(MetricFamily family, string bound) => family.Samples.Single(sample =>
        sample.Name == "time_sec_bucket" && sample.Labels["kind"] == "a" && sample.Labels["le"] == bound).Value;

    private Dictionary<string, MetricFamily> Parse() => OpenMetricsText.Parse(_exporter.Print());
}

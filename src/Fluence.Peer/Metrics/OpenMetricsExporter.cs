using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Fluence.Peer.Metrics;

/// <summary>Collects the measurements of some meters and prints them as OpenMetrics 1.0 text.</summary>
public sealed class OpenMetricsExporter : IDisposable
{
    /// <summary>The media type of the text.</summary>
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    // the original peer's buckets, in seconds
    private static readonly double[] TimeBuckets =
        [0.0001, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 7, 15, 30, 60, 120];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    /// <summary>Starts to collect from <paramref name="meters"/>.</summary>
    public OpenMetricsExporter(params IReadOnlyCollection<Meter> meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Contains(instrument.Meter))
            {
                _instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The text of all measurements so far; of instruments that have measured nothing there is the name.</summary>
    public string Print()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        ILookup<Instrument, (string Labels, Series Series)> measured = _series
            .OrderBy(series => series.Key.Labels, StringComparer.Ordinal)
            .ToLookup(series => series.Key.Instrument, series => (series.Key.Labels, series.Value));
        foreach (Instrument instrument in _instruments.Values.OrderBy(instrument => instrument.Name, StringComparer.Ordinal))
        {
            PrintFamily(text, instrument, measured[instrument]);
        }

        return text.Append("# EOF\n").ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Series series = _series.GetOrAdd((instrument, Labels(tags)), static key => new Series(Buckets(key.Instrument)));
        lock (series)
        {
            series.Add(value, ReportsTotals(instrument));
        }
    }

    private static void PrintFamily(StringBuilder text, Instrument instrument, IEnumerable<(string Labels, Series Series)> family)
    {
        string name = Name(instrument.Name);
        bool histogram = IsHistogram(instrument);
        string type = histogram ? "histogram" : IsGauge(instrument) ? "gauge" : "counter";
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
        if (!string.IsNullOrEmpty(instrument.Description))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(instrument.Description)}\n");
        }

        foreach ((string labels, Series series) in family)
        {
            lock (series)
            {
                if (histogram)
                {
                    PrintHistogram(text, name, labels, series);
                }
                else
                {
                    string suffix = IsGauge(instrument) ? "" : "_total";
                    text.Append(CultureInfo.InvariantCulture, $"{name}{suffix}{Braces(labels)} {series.Sum}\n");
                }
            }
        }
    }

    private static void PrintHistogram(StringBuilder text, string name, string labels, Series series)
    {
        long cumulated = 0;
        for (int i = 0; i <= series.Bounds.Count; i++)
        {
            cumulated += series.Buckets[i];
            string bound = i < series.Bounds.Count ? series.Bounds[i].ToString("0.0###", CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces(Join(labels, $"le=\"{bound}\""))} {cumulated}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braces(labels)} {series.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {series.Sum}\n");
    }

    /// <summary>What the instrument advises, or the buckets of times; none but for histograms.</summary>
    private static IReadOnlyList<double> Buckets(Instrument instrument) => instrument switch
    {
        _ when !IsHistogram(instrument) => [],
        Instrument<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Instrument<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        _ => TimeBuckets,
    };

    private static bool IsHistogram(Instrument instrument) => instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);

    private static bool IsGauge(Instrument instrument) => instrument.GetType().Name.Contains("Gauge", StringComparison.Ordinal)
        || instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);

    // observed instruments and gauges tell where they stand, the others by how much they changed
    private static bool ReportsTotals(Instrument instrument) =>
        instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    private static string Name(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character == '_' ? character : '_'));

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = "";
        foreach ((string key, object? value) in tags)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels = Join(labels, $"{Name(key)}=\"{Escape(text)}\"");
        }

        return labels;
    }

    private static string Join(string left, string right) => left.Length == 0 ? right : $"{left},{right}";

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series(IReadOnlyList<double> bounds)
    {
        public double Sum { get; private set; }

        public long Count { get; private set; }

        public IReadOnlyList<double> Bounds => bounds;

        public long[] Buckets { get; } = new long[bounds.Count + 1];

        public void Add(double value, bool replaces)
        {
            Sum = replaces ? value : Sum + value;
            Count++;
            int bucket = 0;
            while (bucket < bounds.Count && value > bounds[bucket])
            {
                bucket++;
            }

            Buckets[bucket]++;
        }
    }
}

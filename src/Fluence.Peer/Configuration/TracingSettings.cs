using System.Globalization;

namespace Fluence.Peer.Configuration;

/// <summary>The keys about traces.</summary>
internal static class TracingSettings
{
    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        new("tracing_type", "where traces of particles go: nowhere, or to a collector by OTLP",
            (c, v) => v is "disabled" or "otlp" ? Set(c, c.Tracing with { Type = v }) : null, c => c.Tracing.Type, "disabled or otlp"),
        new("tracing_endpoint", "the collector; gRPC, or HTTP where the path ends in /v1/traces",
            (c, v) => Uri.TryCreate(v, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
                ? Set(c, c.Tracing with { Endpoint = url }) : null,
            c => c.Tracing.Endpoint.OriginalString, "a URL with http or https"),
        new("tracing_sample_ratio", "share of particles that are traced",
            (c, v) => double.TryParse(v, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1
                ? Set(c, c.Tracing with { SampleRatio = share }) : null,
            c => c.Tracing.SampleRatio.ToString(CultureInfo.InvariantCulture), "a number from 0 to 1"),
    ];

    private static PeerConfig Set(PeerConfig config, TracingOptions tracing) => config with { Tracing = tracing };
}

namespace Fluence.Peer.Configuration;

/// <summary>Where traces of particles go.</summary>
public sealed record TracingOptions
{
    /// <summary>Whether they are made: <c>disabled</c> or <c>otlp</c>. Key <c>tracing_type</c>.</summary>
    public string Type { get; init; } = "disabled";

    /// <summary>
    /// The collector that gets them by OTLP: over gRPC, or over HTTP where the path ends in <c>/v1/traces</c>. Key <c>tracing_endpoint</c>.
    /// </summary>
    public Uri Endpoint { get; init; } = new("http://127.0.0.1:4317");

    /// <summary>
    /// The share of particles that are traced, from 0 to 1. All peers with the same share trace the same particles. Key
    /// <c>tracing_sample_ratio</c>.
    /// </summary>
    public double SampleRatio { get; init; } = 1;
}

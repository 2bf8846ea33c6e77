using Fluence.Crypto;
using Fluence.Particles;
using Fluence.Peer.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fluence.Peer;

/// <summary>Sends the spans of particles where a configuration says.</summary>
public static class TracingSetup
{
    /// <summary>Begins to send spans; null where the configuration wants none. Dispose it to send what is still kept back.</summary>
    public static IDisposable? Start(TracingOptions options, PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(peer);
        if (options.Type != "otlp")
        {
            return null;
        }

        // the sampler looks at the trace, which is the same on all peers
        return Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("fluence-peer", serviceInstanceId: peer.ToString()))
            .AddSource(ParticleTracing.SourceName)
            .SetSampler(new TraceIdRatioBasedSampler(options.SampleRatio))
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = options.Endpoint;
                exporter.Protocol = options.Endpoint.AbsolutePath.EndsWith("/v1/traces", StringComparison.Ordinal)
                    ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            })
            .Build();
    }
}

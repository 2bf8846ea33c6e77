using System.Diagnostics;
using System.Security.Cryptography;
using Fluence.Crypto;
using Fluence.Particles.Model;

namespace Fluence.Particles;

/// <summary>
/// The spans of particles. The trace and the span from which all others descend follow from the particle's signature, so the spans of all
/// peers on a particle's way are one trace, though nothing about traces travels with the particle.
/// </summary>
public static class ParticleTracing
{
    /// <summary>The name of the source of the spans <c>receive</c>, <c>interpret</c>, <c>call</c> and <c>send</c>.</summary>
    public const string SourceName = "Fluence.Particles";

    private static readonly ActivitySource _source = new(SourceName);

    /// <summary>The root of a particle's trace: a span that nobody records. <c>receive</c> is its child on every peer.</summary>
    public static ActivityContext RootOf(Particle particle)
    {
        ArgumentNullException.ThrowIfNull(particle);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(particle.Signature.Span, hash);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded,
            isRemote: true);
    }

    /// <summary>
    /// Begins the span of a particle that arrives: a child of the root, or of the span that hands it over within this process.
    /// </summary>
    internal static Activity? Receive(Particle particle, PeerId here)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        ActivityContext root = RootOf(particle);
        ActivityContext parent = Activity.Current is { } current && current.TraceId == root.TraceId ? current.Context : root;
        return Start("receive", ActivityKind.Consumer, parent, particle, here);
    }

    internal static Activity? Interpret(ActivityContext parent, Particle particle, PeerId here) =>
        Start("interpret", ActivityKind.Internal, parent, particle, here);

    internal static Activity? Call(ActivityContext parent, Particle particle, PeerId here, string service, string function) =>
        Start("call", ActivityKind.Internal, parent, particle, here)?.SetTag("service", service).SetTag("function", function);

    internal static Activity? Send(ActivityContext parent, Particle particle, PeerId here, PeerId to) =>
        Start("send", ActivityKind.Producer, parent, particle, here)?.SetTag("to", to.ToString());

    private static Activity? Start(string name, ActivityKind kind, ActivityContext parent, Particle particle, PeerId here) =>
        parent == default ? null : _source.StartActivity(name, kind, parent)
            ?.SetTag("peer", here.ToString()).SetTag("particle", particle.Id).SetTag("init_peer", particle.InitPeerId.ToString());
}

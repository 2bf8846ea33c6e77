using Fluence.AquaVM;

namespace Fluence.Particles;

/// <summary>The bounds of particle processing. Every queue, size and time has one.</summary>
public sealed record ParticleOptions
{
    /// <summary>How many interpreters run at once. Configuration key <c>aquavm_pool_size</c>.</summary>
    public int AvmPoolSize { get; init; } = Environment.ProcessorCount;

    /// <summary>The size limits that the interpreter checks.</summary>
    public SizeLimits SizeLimits { get; init; } = SizeLimits.Default;

    /// <summary>The largest particle message on the wire, in bytes. Key <c>max_particle_size</c>; the original accepts 100 MiB.</summary>
    public int MaxMessageSize { get; init; } = 100 * 1024 * 1024;

    /// <summary>How many particles are alive at once. Key <c>max_live_particles</c>.</summary>
    public int MaxLiveParticles { get; init; } = 100_000;

    /// <summary>How many bytes of interpreter data live particles may hold together. Key <c>max_stored_data</c>.</summary>
    public long MaxStoredBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How many messages may wait for one particle's actor. Key <c>particle_mailbox_length</c>.</summary>
    public int MailboxLength { get; init; } = 128;

    /// <summary>How many service calls of one particle may run at once; more wait their turn.</summary>
    public int MaxConcurrentCalls { get; init; } = 1024;

    /// <summary>How many sends of one particle may be under way at once; more wait their turn.</summary>
    public int MaxConcurrentSends { get; init; } = 64;

    /// <summary>How long a peer may take to send one message. The original's value.</summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message may take to be written, connecting included. The original's value.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest life that a particle may ask for; longer ones are accepted but end then. Key <c>max_particle_ttl</c>.</summary>
    public TimeSpan MaxTtl { get; init; } = TimeSpan.FromHours(1);
}

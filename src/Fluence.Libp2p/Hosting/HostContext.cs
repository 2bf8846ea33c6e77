using Fluence.Crypto;
using Microsoft.Extensions.Logging;

namespace Fluence.Libp2p.Hosting;

/// <summary>What all connections of a host share.</summary>
internal sealed class HostContext(KeyPair identity, Libp2pOptions options, ILogger logger, TimeProvider timeProvider)
{
    private ProtocolRegistry _protocols = ProtocolRegistry.Empty;

    public KeyPair Identity => identity;

    public Libp2pOptions Options => options;

    public ILogger Logger => logger;

    public TimeProvider TimeProvider => timeProvider;

    public Libp2pMetrics Metrics { get; } = new();

    public WorkTracker Work { get; } = new(logger);

    public ProtocolRegistry Protocols => Volatile.Read(ref _protocols);

    public void Handle(string protocol, Func<Libp2pStream, CancellationToken, Task> handler)
    {
        ProtocolRegistry before;
        do
        {
            before = Protocols;
        }
        while (Interlocked.CompareExchange(ref _protocols, before.With(protocol, handler), before) != before);
    }

    public Deadline StartDeadline(TimeSpan time, CancellationToken outer) => new(time, timeProvider, outer);
}

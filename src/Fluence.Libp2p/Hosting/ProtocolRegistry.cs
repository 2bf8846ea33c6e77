using System.Collections.Frozen;

namespace Fluence.Libp2p.Hosting;

/// <summary>The protocols that a host serves. Immutable: adding one makes another registry.</summary>
internal sealed class ProtocolRegistry
{
    private readonly FrozenDictionary<string, Func<Libp2pStream, CancellationToken, Task>> _handlers;

    private ProtocolRegistry(FrozenDictionary<string, Func<Libp2pStream, CancellationToken, Task>> handlers)
    {
        _handlers = handlers;
        Names = handlers.Keys.Order(StringComparer.Ordinal).ToFrozenSet();
    }

    public static ProtocolRegistry Empty { get; } = new(FrozenDictionary<string, Func<Libp2pStream, CancellationToken, Task>>.Empty);

    public FrozenSet<string> Names { get; }

    public Func<Libp2pStream, CancellationToken, Task> Handler(string protocol) => _handlers[protocol];

    public ProtocolRegistry With(string protocol, Func<Libp2pStream, CancellationToken, Task> handler) =>
        new(_handlers.Append(KeyValuePair.Create(protocol, handler)).ToFrozenDictionary());
}

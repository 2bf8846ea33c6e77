using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;

namespace Fluence.Services.Scopes;

/// <summary>The peer and its workers by their ids, with their keys: who is local, and who may do what.</summary>
/// <param name="host">The peer's key.</param>
/// <param name="management">The peer that may do on this one what the host itself may; null for none.</param>
public sealed class PeerScopes(KeyPair host, PeerId? management)
{
    private readonly ConcurrentDictionary<PeerId, (KeyPair Key, PeerId Creator)> _workers = new();

    /// <summary>The peer's own id.</summary>
    public PeerId HostId => host.PeerId;

    /// <summary>Whether <paramref name="peer"/> is this peer.</summary>
    public bool IsHost(PeerId peer) => peer == host.PeerId;

    /// <summary>Whether <paramref name="peer"/> manages this peer.</summary>
    public bool IsManagement(PeerId peer) => management is not null && peer == management;

    /// <summary>The scope whose id <paramref name="peer"/> is; false for peers that are not local.</summary>
    public bool TryFind(PeerId peer, out PeerScope scope)
    {
        scope = IsHost(peer) ? PeerScope.Host : new PeerScope(peer);
        return scope.IsHost || _workers.ContainsKey(peer);
    }

    /// <summary>The id under which a scope takes part in scripts.</summary>
    public PeerId IdOf(PeerScope scope) => scope.Worker ?? host.PeerId;

    /// <summary>The key with which a scope signs; false where the worker is gone.</summary>
    public bool TryFindKey(PeerScope scope, [MaybeNullWhen(false)] out KeyPair key)
    {
        (key, _) = scope.IsHost ? (host, host.PeerId) : _workers.GetValueOrDefault(scope.Worker!);
        return key is not null;
    }

    /// <summary>Who had a worker made; null where there is no such worker.</summary>
    public PeerId? CreatorOf(PeerId worker) => _workers.TryGetValue(worker, out (KeyPair, PeerId Creator) found) ? found.Creator : null;

    /// <summary>Makes a worker local. Its id is that of the key.</summary>
    internal void Add(KeyPair worker, PeerId creator) => _workers[worker.PeerId] = (worker, creator);

    /// <summary>Forgets a worker.</summary>
    internal void Remove(PeerId worker) => _workers.TryRemove(worker, out _);
}

using Fluence.Crypto;
using Fluence.Services.Builtins;

namespace Fluence.Client.Relays;

/// <summary>What a client knows of the network: its relay, and nobody else.</summary>
internal sealed class RelayConnectivity(RelayConnection relay) : IPeerConnectivity
{
    public IReadOnlyCollection<PeerId> KnownPeers => [relay.Current];

    public IReadOnlyList<string>? FindAddresses(PeerId peer) => null;

    public bool HasContact(PeerId peer) => peer == relay.Current && relay.IsConnected;

    public Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation) =>
        Task.FromResult(HasContact(peer));
}

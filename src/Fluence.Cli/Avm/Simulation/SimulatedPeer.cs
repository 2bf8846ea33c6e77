using System.Security.Cryptography;
using System.Text;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Services;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Cli.Avm.Simulation;

/// <summary>One peer of a simulation: a key derived from its name, the particle's data, and the builtins of a real peer.</summary>
internal sealed class SimulatedPeer
{
    private readonly FunctionRouter _builtins;

    public SimulatedPeer(string name, Func<IEnumerable<SimulatedPeer>> all)
    {
        Name = name;
        Key = KeyOf(name);
        _builtins = new FunctionRouter(
            new PeerDescription(() => []),
            new PeerScopes(Key, management: null),
            new Neighbours(this, all),
            NullLoggerFactory.Instance,
            TimeProvider.System);
    }

    /// <summary>The name that stands for the peer in scripts and reports.</summary>
    public string Name { get; }

    /// <summary>The peer's key.</summary>
    public KeyPair Key { get; }

    /// <summary>The peer's id.</summary>
    public string Id => Key.PeerId.ToString();

    /// <summary>What the last invoke left.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>The key of the peer of that name: the same in every simulation.</summary>
    public static KeyPair KeyOf(string name) => KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes($"simulated peer {name}")));

    /// <summary>Runs a function that every peer has.</summary>
    public ValueTask<CallResult> CallBuiltinAsync(CallRequest call, RunParameters parameters, CancellationToken cancellation) =>
        _builtins.CallAsync(
            new CallContext(
                call,
                new CallingParticle(
                    parameters.ParticleId, PeerId.Parse(parameters.InitPeerId), parameters.Timestamp, parameters.Ttl, "", default),
                PeerScope.Host,
                DateTimeOffset.MaxValue),
            cancellation);

    /// <summary>Every peer of a simulation knows all others.</summary>
    private sealed class Neighbours(SimulatedPeer self, Func<IEnumerable<SimulatedPeer>> all) : IPeerConnectivity
    {
        public IReadOnlyCollection<PeerId> KnownPeers => [.. all().Where(peer => peer != self).Select(peer => peer.Key.PeerId)];

        public IReadOnlyList<string>? FindAddresses(PeerId peer) => HasContact(peer) ? [] : null;

        public bool HasContact(PeerId peer) => KnownPeers.Contains(peer);

        public Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation) =>
            Task.FromResult(HasContact(peer));
    }
}

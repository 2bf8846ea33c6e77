using System.Collections.Immutable;
using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Services.Tests.Support;

/// <summary>A router with a network in memory; calls are written as JSON arrays of arguments.</summary>
internal sealed class BuiltinHarness : IPeerConnectivity
{
    public static KeyPair HostKey { get; } = KeyPair.FromSeed(Enumerable.Repeat((byte)1, 32).ToArray());

    public static PeerId Host => HostKey.PeerId;

    public static PeerId Stranger { get; } = KeyPair.FromSeed(Enumerable.Repeat((byte)2, 32).ToArray()).PeerId;

    public static PeerId Manager { get; } = KeyPair.FromSeed(Enumerable.Repeat((byte)3, 32).ToArray()).PeerId;

    public Dictionary<PeerId, List<string>> Contacts { get; } = [];

    public List<(PeerId Peer, IReadOnlyList<string> Addresses)> Dialled { get; } = [];

    public IReadOnlyCollection<PeerId> KnownPeers => Contacts.Keys;

    public ManualTimeProvider Clock { get; } = new();

    public IReadOnlyList<string>? FindAddresses(PeerId peer) => Contacts.GetValueOrDefault(peer);

    public bool HasContact(PeerId peer) => Contacts.ContainsKey(peer);

    public Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation)
    {
        Dialled.Add((peer, addresses));
        return Task.FromResult(addresses.Count > 0);
    }

    /// <summary>Calls <c>service.function</c> and returns the code and the JSON text of the result.</summary>
    public CallResult Call(string name, string arguments, PeerId? initPeer = null, params SecurityTetraplet[] origins)
    {
        Task<CallResult> call = Start(name, arguments, initPeer, origins);
        Assert.True(call.IsCompletedSuccessfully, $"{name} waits");
        return call.Result;
    }

    public Task<CallResult> Start(string name, string arguments, PeerId? initPeer = null, params SecurityTetraplet[] origins)
    {
        PeerDescription self = new(() => ["/ip4/127.0.0.1/tcp/7771"]);
        FunctionRouter router = new(self, new PeerScopes(HostKey, Manager), this, NullLoggerFactory.Instance, Clock);
        string[] parts = name.Split('.');
        ImmutableArray<JsonValue> values = ((JsonArray)JsonValue.Parse(arguments)).Items;
        CallRequest request = new(parts[0], parts[1], values, [.. origins.Select(origin => ImmutableArray.Create(origin))]);
        return router.CallAsync(
            new CallContext(
                request, new CallingParticle("particle", initPeer ?? Stranger, 0, 60_000, "", default), PeerScope.Host,
                Clock.GetUtcNow().AddSeconds(60)),
            CancellationToken.None).AsTask();
    }

    public void Succeeds(string name, string arguments, string expected)
    {
        CallResult result = Call(name, arguments);
        Assert.Equal((0, expected), (result.RetCode, result.Result));
    }

    public void Fails(string name, string arguments, string message)
    {
        CallResult result = Call(name, arguments);
        Assert.Equal((1, new JsonString(message).ToString()), (result.RetCode, result.Result));
    }
}

using System.Collections.Immutable;

namespace Fluence.Libp2p.Kademlia;

/// <summary>What a message asks for; its answer has the same type.</summary>
internal enum KademliaMessageType
{
    PutValue = 0,
    GetValue = 1,
    AddProvider = 2,
    GetProviders = 3,
    FindNode = 4,
    Ping = 5,
}

/// <summary>A request or an answer.</summary>
/// <param name="Type">What it asks for; a number beyond the known ones when it is unknown.</param>
/// <param name="Key">What is searched: for <see cref="KademliaMessageType.FindNode"/> the bytes of a peer id, or any others.</param>
/// <param name="CloserPeers">In an answer: peers nearer to the key.</param>
/// <param name="Record">The record of a value in its own encoding, which is not looked into; empty when there is none.</param>
internal sealed record KademliaMessage(
    KademliaMessageType Type,
    ReadOnlyMemory<byte> Key,
    ImmutableArray<KademliaPeer> CloserPeers,
    ReadOnlyMemory<byte> Record = default)
{
    public static KademliaMessage Ping { get; } = new(KademliaMessageType.Ping, default, []);

    public static KademliaMessage FindNode(ReadOnlyMemory<byte> key) => new(KademliaMessageType.FindNode, key, []);
}

using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Identify;

/// <summary>Identify and identify push: the peers of a connection tell each other who they are (libp2p specs, identify).</summary>
/// <param name="context">What the host is.</param>
/// <param name="addresses">The addresses to tell.</param>
/// <param name="identified">Takes what a peer told.</param>
internal sealed class IdentifyProtocol(
    HostContext context, Func<IReadOnlyList<Multiaddr>> addresses, Action<Libp2pConnection, IdentifyInfo> identified)
{
    public const string Id = "/ipfs/id/1.0.0";
    public const string PushId = "/ipfs/id/push/1.0.0";

    /// <summary>Serves a peer that asks.</summary>
    public async Task AnswerAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        using Deadline deadline = context.StartDeadline(context.Options.NegotiationTimeout, cancellationToken);
        await stream.WriteAsync(LengthPrefixed.Frame(Message(stream.Connection)), deadline.Token);

        // the asker closes its side when it has read the answer; a reset before that could overtake it there
        await stream.CloseAsync(deadline.Token);
    }

    /// <summary>Serves a peer that tells without being asked.</summary>
    public async Task TakePushAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        using Deadline deadline = context.StartDeadline(context.Options.NegotiationTimeout, cancellationToken);
        await ReadAsync(stream, deadline.Token);
    }

    /// <summary>Asks the peer of a connection.</summary>
    public async Task<IdentifyInfo> AskAsync(Libp2pConnection connection, CancellationToken cancellationToken)
    {
        using Deadline deadline = context.StartDeadline(context.Options.NegotiationTimeout, cancellationToken);
        await using Libp2pStream stream = await connection.OpenStreamAsync([Id], deadline.Token);
        return await ReadAsync(stream, deadline.Token);
    }

    /// <summary>Tells the peer of a connection without being asked.</summary>
    public async Task PushAsync(Libp2pConnection connection, CancellationToken cancellationToken)
    {
        using Deadline deadline = context.StartDeadline(context.Options.NegotiationTimeout, cancellationToken);
        await using Libp2pStream stream = await connection.OpenStreamAsync([PushId], deadline.Token);
        await stream.WriteAsync(LengthPrefixed.Frame(Message(connection)), deadline.Token);
        await stream.CloseAsync(deadline.Token);
    }

    private byte[] Message(Libp2pConnection connection) => IdentifyCodec.Encode(new IdentifyInfo(
        context.Options.ProtocolVersion,
        context.Options.AgentVersion,
        context.Identity.PublicKey,
        [.. addresses().Select(address => address.WithoutPeerId())],
        connection.RemoteAddress,
        [.. context.Protocols.Names.Order(StringComparer.Ordinal)]));

    private async Task<IdentifyInfo> ReadAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        byte[] message = await LengthPrefixed.ReadAsync(stream.Input, Limits.IdentifyMessageLength, cancellationToken)
            ?? throw new EndOfStreamException("the peer told nothing about itself");
        IdentifyInfo info = IdentifyCodec.Decode(message);
        if (info.PublicKey is { } key && key.PeerId != stream.RemotePeer)
        {
            throw new ProtocolViolationException("identify_key", "the peer told the key of another peer");
        }

        identified(stream.Connection, info);
        return info;
    }
}

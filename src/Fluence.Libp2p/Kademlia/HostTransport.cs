using Fluence.Crypto;
using Fluence.Libp2p.Hosting;

namespace Fluence.Libp2p.Kademlia;

/// <summary>Asks peers over a host: one stream for each request.</summary>
internal sealed class HostTransport(Libp2pHost host, KademliaOptions options, TimeProvider time) : IKademliaTransport
{
    public bool IsConnected(PeerId peer) => host.IsConnected(peer);

    public async Task ConnectAsync(KademliaPeer peer, CancellationToken cancellationToken)
    {
        using Deadline deadline = new(options.RequestTimeout, time, cancellationToken);
        await host.DialAsync(peer.Id, peer.Addresses, deadline.Token);
    }

    public async Task<KademliaMessage> AskAsync(KademliaPeer peer, KademliaMessage request, CancellationToken cancellationToken)
    {
        using Deadline deadline = new(options.RequestTimeout, time, cancellationToken);
        await host.DialAsync(peer.Id, peer.Addresses, deadline.Token);
        await using Libp2pStream stream = await host.OpenStreamAsync(peer.Id, options.Protocol, deadline.Token);
        await stream.WriteAsync(LengthPrefixed.Frame(KademliaCodec.Encode(request)), deadline.Token);
        await stream.CloseWriteAsync();
        byte[] bytes = await LengthPrefixed.ReadAsync(stream.Input, Limits.KademliaAnswerLength, deadline.Token)
            ?? throw new EndOfStreamException("the peer did not answer a request of Kademlia");
        KademliaMessage answer = KademliaCodec.Decode(bytes);
        return answer.Type == request.Type
            ? answer
            : throw new ProtocolViolationException("kademlia_answer", "the peer answered another request of Kademlia than was asked");
    }
}

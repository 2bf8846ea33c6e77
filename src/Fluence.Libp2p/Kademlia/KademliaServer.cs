using Fluence.Crypto;
using Fluence.Libp2p.Hosting;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// Answers other peers out of the routing table. As with the original, no values and no providers are kept: whoever asks for them learns
/// nearer peers, and a value that is to be put is confirmed and dropped.
/// </summary>
internal sealed class KademliaServer(RoutingTable table, KademliaOptions options, KademliaMetrics metrics, TimeProvider time)
{
    private readonly InboundSlots _slots = new(options.MaxInboundStreams);

    /// <summary>Serves the requests of one stream until the peer closes its side.</summary>
    public async Task ServeAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        if (!_slots.TryTake(stream.RemotePeer))
        {
            metrics.Serve("refused");
            stream.Reset();
            return;
        }

        try
        {
            for (int i = 0; i < options.MaxRequestsPerStream; i++)
            {
                using Deadline deadline = new(options.StreamTimeout, time, cancellationToken);
                byte[]? request = await LengthPrefixed.ReadAsync(stream.Input, Limits.KademliaRequestLength, deadline.Token);
                if (request is null)
                {
                    return;
                }

                table.Touch(stream.RemotePeer);
                if (Answer(stream.RemotePeer, KademliaCodec.Decode(request)) is { } answer)
                {
                    await stream.WriteAsync(LengthPrefixed.Frame(KademliaCodec.Encode(answer)), deadline.Token);
                }
            }
        }
        finally
        {
            _slots.Return(stream.RemotePeer);
        }
    }

    /// <summary>The answer to a request; null when it gets none.</summary>
    public KademliaMessage? Answer(PeerId asker, KademliaMessage request)
    {
        metrics.Serve(request.Type switch
        {
            KademliaMessageType.FindNode => "find_node",
            KademliaMessageType.Ping => "ping",
            KademliaMessageType.PutValue or KademliaMessageType.GetValue => "value",
            KademliaMessageType.AddProvider or KademliaMessageType.GetProviders => "provider",
            _ => "unknown",
        });
        switch (request.Type)
        {
            case KademliaMessageType.FindNode or KademliaMessageType.GetValue or KademliaMessageType.GetProviders:
                KademliaKey target = KademliaKey.Of(request.Key.Span);
                return new KademliaMessage(request.Type, request.Key, [.. table.Closest(target, options.BucketSize, asker)]);
            case KademliaMessageType.PutValue:
                return new KademliaMessage(request.Type, request.Key, [], request.Record);
            case KademliaMessageType.Ping:
                return KademliaMessage.Ping;
            default:
                return null;
        }
    }
}

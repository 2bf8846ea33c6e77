using System.Buffers;
using System.IO.Pipelines;
using Fluence.Crypto;
using Fluence.Libp2p.Multistream;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Transports;
using Fluence.Libp2p.Yamux;

namespace Fluence.Libp2p.Hosting;

/// <summary>A connection that is ready for its muxer.</summary>
/// <param name="Transport">The raw connection.</param>
/// <param name="Channel">The encrypted channel over it.</param>
/// <param name="RemotePeer">The authenticated peer.</param>
/// <param name="IsDialer">Whether this side dialled.</param>
/// <param name="Leftover">Plaintext that came after the negotiation.</param>
internal sealed record UpgradedConnection(
    TransportConnection Transport, NoiseChannel Channel, PeerId RemotePeer, bool IsDialer, ReadOnlyMemory<byte> Leftover);

/// <summary>
/// Makes a raw connection a libp2p one: multistream-select for Noise, Noise, and multistream-select for Yamux, if it is still open.
/// </summary>
internal static class ConnectionUpgrade
{
    private const string NoiseProtocol = "/noise";

    /// <summary>Upgrades; the transport stays the caller's when it fails.</summary>
    /// <param name="transport">The raw connection.</param>
    /// <param name="isDialer">Whether this side dialled.</param>
    /// <param name="identity">Who this side is.</param>
    /// <param name="expectedPeer">Who the other side must be, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<UpgradedConnection> RunAsync(
        TransportConnection transport, bool isDialer, NoiseIdentity identity, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        PipeReader input = PipeReader.Create(transport.Stream, new StreamPipeReaderOptions(leaveOpen: true));
        await MultistreamExchange.RunAsync(Negotiator(isDialer, NoiseProtocol), input, transport.Stream.WriteAsync, cancellationToken);
        using NoiseHandshake handshake = new(identity, expectedPeer);
        NoiseChannel channel = await SecureAsync(transport.Stream, handshake, input, isDialer, cancellationToken);
        try
        {
            ReadOnlyMemory<byte> leftover = HasEarlyMuxer(identity.Payload, handshake.RemotePayload!)
                ? default
                : await NegotiateMuxerAsync(channel, Negotiator(isDialer, YamuxSession.Protocol), cancellationToken);
            return new UpgradedConnection(transport, channel, handshake.RemotePeer!, isDialer, leftover);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private static MultistreamNegotiator Negotiator(bool isDialer, string protocol) =>
        isDialer ? new MultistreamDialer(protocol) : new MultistreamListener(protocol);

    private static async ValueTask<NoiseChannel> SecureAsync(
        Stream stream, NoiseHandshake handshake, PipeReader input, bool isDialer, CancellationToken cancellationToken)
    {
        if (isDialer)
        {
            await NoiseExchange.InitiateAsync(handshake, input, stream.WriteAsync, cancellationToken);
        }
        else
        {
            await NoiseExchange.RespondAsync(handshake, input, stream.WriteAsync, cancellationToken);
        }

        byte[] leftover = input.TryRead(out ReadResult rest) ? rest.Buffer.ToArray() : [];
        await input.CompleteAsync();
        (CipherState initiator, CipherState responder) = handshake.Split();
        return isDialer
            ? new NoiseChannel(stream, receive: responder, send: initiator, leftover)
            : new NoiseChannel(stream, receive: initiator, send: responder, leftover);
    }

    private static bool HasEarlyMuxer(NoisePayload own, NoisePayload remote)
    {
        if (own.Muxers.Count == 0 || remote.Muxers.Count == 0)
        {
            return false;
        }

        return remote.Muxers.Contains(YamuxSession.Protocol)
            ? true
            : throw new UnsupportedProtocolException($"the peer does not speak {YamuxSession.Protocol}");
    }

    private static async ValueTask<ReadOnlyMemory<byte>> NegotiateMuxerAsync(
        NoiseChannel channel, MultistreamNegotiator negotiator, CancellationToken cancellationToken)
    {
        using SealedBuffer sending = new();
        ArrayBufferWriter<byte> output = new();
        ReadOnlyMemory<byte> rest = default;
        negotiator.Start(output);
        while (true)
        {
            if (output.WrittenCount > 0)
            {
                sending.Append(output.WrittenSpan);
                await channel.WriteAsync(sending, cancellationToken);
                sending.Clear();
                output.ResetWrittenCount();
            }

            if (negotiator.Selected is not null)
            {
                return rest;
            }

            if (!await channel.ReadAsync(cancellationToken))
            {
                throw new EndOfStreamException("the peer hung up while the muxer was negotiated");
            }

            ReadOnlySequence<byte> sequence = new([.. rest.Span, .. channel.Message.Span]);
            negotiator.Process(ref sequence, output);
            rest = sequence.ToArray();
        }
    }
}

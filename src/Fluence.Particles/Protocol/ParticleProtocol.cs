using System.Buffers;
using System.IO.Pipelines;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Primitives.Encoding;
using Microsoft.Extensions.Logging;

namespace Fluence.Particles.Protocol;

/// <summary>
/// The particle protocol on libp2p streams: one stream for each message, <c>uvarint length ‖ message</c>. There is no answer:
/// who has written a message and closed the stream has sent it.
/// </summary>
public sealed class ParticleProtocol
{
    /// <summary>The protocol's name in multistream-select.</summary>
    public const string Name = "/fluence/particle/2.0.0";

    private readonly ParticleOptions _options;
    private readonly ParticleMetrics _metrics;
    private readonly ParticleLog _log;
    private readonly TimeProvider _time;

    /// <summary>Makes the protocol of one peer.</summary>
    public ParticleProtocol(ParticleOptions options, ParticleMetrics metrics, ILogger logger, TimeProvider time)
    {
        _options = options;
        _metrics = metrics;
        _log = new ParticleLog(logger);
        _time = time;
    }

    /// <summary>Reads the one message of an incoming stream, closes the stream, and hands the particle to the processor.</summary>
    public async Task ReceiveAsync(Libp2pStream stream, ParticleProcessor processor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(processor);
        Particle? particle = await ReadAsync(stream, cancellation);

        // js-client keeps a stream open until the reader gives up its side too, and dies at a thousand such streams
        stream.Reset();
        if (particle is not null)
        {
            _metrics.OnReceived(particle.Data.Length);
            await processor.AdmitAsync(particle, cancellation);
        }
    }

    /// <summary>Sends a particle to a connected peer, on a stream of its own.</summary>
    /// <exception cref="IOException">The peer is not connected, does not speak the protocol, or the stream broke off.</exception>
    /// <exception cref="OperationCanceledException">The peer did not take the message in time; the stream has been reset.</exception>
    public static ValueTask SendAsync(Libp2pHost host, PeerId peer, Particle particle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.SendAsync(peer, Name, ParticleCodec.EncodeFramed(particle), cancellation);
    }

    private async Task<Particle?> ReadAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(_options.ReceiveTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await ReadMessageAsync(stream, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Refuse(stream, RefusalReason.ReceiveTimeout, $"no whole message within {_options.ReceiveTimeout.TotalSeconds} s");
        }
        catch (IOException broken)
        {
            return Refuse(stream, RefusalReason.Truncated, broken.Message);
        }
    }

    private async Task<Particle?> ReadMessageAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        PipeReader input = stream.Input;
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            switch (TryReadLength(read.Buffer, out long length, out int prefix))
            {
                case VarintStatus.Malformed:
                    return Refuse(stream, RefusalReason.Malformed, "the length is no varint");
                case VarintStatus.Done when length > _options.MaxMessageSize:
                    return Refuse(stream, RefusalReason.TooLarge, $"{length} bytes, at most {_options.MaxMessageSize} are allowed");
                case VarintStatus.Done when read.Buffer.Length >= prefix + length:
                    // a copy, because the particle outlives the stream, whose buffers are used again
                    return Decode(stream, read.Buffer.Slice(prefix, length).ToArray());
                case VarintStatus.Done:
                    return read.IsCompleted
                        ? Refuse(stream, RefusalReason.Truncated, $"{read.Buffer.Length - prefix} of {length} bytes arrived")
                        : await ReadLongAsync(stream, read.Buffer, prefix, (int)length, cancellation);
                default:
                    if (read.IsCompleted)
                    {
                        return Refuse(stream, RefusalReason.Truncated, "the stream ended before the message's length");
                    }

                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    break;
            }
        }
    }

    /// <summary>
    /// Collects a message that has not arrived whole. The pipe holds only a window's worth, so the bytes are consumed as they come; the
    /// buffer grows with what has arrived, not with what the sender promises.
    /// </summary>
    private async Task<Particle?> ReadLongAsync(
        Libp2pStream stream, ReadOnlySequence<byte> first, int prefix, int length, CancellationToken cancellation)
    {
        PipeReader input = stream.Input;
        ArrayBufferWriter<byte> message = new((int)Math.Min(length, Math.Max(first.Length * 2, 64 * 1024)));
        Append(message, first.Slice(prefix));
        input.AdvanceTo(first.End);
        while (message.WrittenCount < length)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            long wanted = Math.Min(read.Buffer.Length, length - message.WrittenCount);
            Append(message, read.Buffer.Slice(0, wanted));
            input.AdvanceTo(read.Buffer.GetPosition(wanted));
            if (read.IsCompleted && message.WrittenCount < length)
            {
                return Refuse(stream, RefusalReason.Truncated, $"{message.WrittenCount} of {length} bytes arrived");
            }
        }

        return Decode(stream, message.WrittenMemory);
    }

    private static void Append(ArrayBufferWriter<byte> message, ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            message.Write(segment.Span);
        }
    }

    private Particle? Decode(Libp2pStream stream, ReadOnlyMemory<byte> message) =>
        ParticleCodec.TryDecode(message, out Particle? particle, out string? error)
            ? particle
            : Refuse(stream, RefusalReason.Malformed, error);

    private Particle? Refuse(Libp2pStream stream, RefusalReason reason, string detail)
    {
        _metrics.OnRefused(reason);
        _log.MessageRefused(stream.RemotePeer, reason, detail);
        return null;
    }

    private static VarintStatus TryReadLength(ReadOnlySequence<byte> buffer, out long length, out int prefix)
    {
        Span<byte> head = stackalloc byte[Varint.MaxLength];
        int available = (int)Math.Min(buffer.Length, Varint.MaxLength);
        buffer.Slice(0, available).CopyTo(head);
        VarintStatus status = Varint.TryRead(head[..available], out ulong value, out prefix);
        length = value > long.MaxValue ? long.MaxValue : (long)value;
        return status;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Fluence.Libp2p.Noise;

/// <summary>Carries the messages of a handshake, each with its length in two bytes before it.</summary>
internal static class NoiseExchange
{
    /// <summary>Runs the side of the dialler.</summary>
    public static async ValueTask InitiateAsync(
        NoiseHandshake handshake,
        PipeReader input,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken)
    {
        await send(Frame(handshake.WriteFirst()), cancellationToken);
        handshake.ReadSecond(await ReadFrameAsync(input, cancellationToken));
        await send(Frame(handshake.WriteThird()), cancellationToken);
    }

    /// <summary>Runs the side of the listener.</summary>
    public static async ValueTask RespondAsync(
        NoiseHandshake handshake,
        PipeReader input,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken)
    {
        handshake.ReadFirst(await ReadFrameAsync(input, cancellationToken));
        await send(Frame(handshake.WriteSecond()), cancellationToken);
        handshake.ReadThird(await ReadFrameAsync(input, cancellationToken));
    }

    private static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame, 2);
        return frame;
    }

    private static async ValueTask<byte[]> ReadFrameAsync(PipeReader input, CancellationToken cancellationToken)
    {
        ReadResult prefix = await input.ReadAtLeastAsync(2, cancellationToken);
        if (prefix.Buffer.Length < 2)
        {
            throw new EndOfStreamException("the peer hung up during the Noise handshake");
        }

        byte[] length = prefix.Buffer.Slice(0, 2).ToArray();
        int size = 2 + BinaryPrimitives.ReadUInt16BigEndian(length);
        input.AdvanceTo(prefix.Buffer.Start);
        ReadResult read = await input.ReadAtLeastAsync(size, cancellationToken);
        if (read.Buffer.Length < size)
        {
            throw new EndOfStreamException("the peer hung up during the Noise handshake");
        }

        byte[] message = read.Buffer.Slice(2, size - 2).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(size));
        return message;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Fluence.Libp2p.Hosting;

namespace Fluence.Libp2p.Ping;

/// <summary>Ping: 32 bytes there and back, any number of times on a stream (libp2p specs, ping).</summary>
internal static class PingProtocol
{
    public const string Id = "/ipfs/ping/1.0.0";

    private const int PayloadLength = 32;

    /// <summary>Serves a peer that pings: each payload goes back until the peer closes its side.</summary>
    public static async Task AnswerAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await stream.Input.ReadAtLeastAsync(PayloadLength, cancellationToken);
            if (read.Buffer.Length < PayloadLength)
            {
                return;
            }

            byte[] payload = read.Buffer.Slice(0, PayloadLength).ToArray();
            stream.Input.AdvanceTo(read.Buffer.GetPosition(PayloadLength));
            await stream.WriteAsync(payload, cancellationToken);
        }
    }

    /// <summary>Pings once; the time that the answer took.</summary>
    public static async Task<TimeSpan> AskAsync(HostContext context, Libp2pStream stream, CancellationToken cancellationToken)
    {
        using Deadline deadline = context.StartDeadline(context.Options.NegotiationTimeout, cancellationToken);
        byte[] payload = RandomNumberGenerator.GetBytes(PayloadLength);
        long start = context.TimeProvider.GetTimestamp();
        await stream.WriteAsync(payload, deadline.Token);
        ReadResult read = await stream.Input.ReadAtLeastAsync(PayloadLength, deadline.Token);
        TimeSpan elapsed = context.TimeProvider.GetElapsedTime(start);
        bool matches = read.Buffer.Length == PayloadLength && read.Buffer.ToArray().AsSpan().SequenceEqual(payload);
        stream.Input.AdvanceTo(read.Buffer.End);
        return matches ? elapsed : throw new ProtocolViolationException("ping_payload", "the peer answered a ping with other bytes");
    }
}

using Fluence.Crypto;
using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Multistream;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Transports;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Support;

/// <summary>A peer that is honest up to the muxer and then sends whatever frames a test wants.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly UpgradedConnection _upgraded;
    private byte[] _received = [];

    private RawPeer(UpgradedConnection upgraded)
    {
        _upgraded = upgraded;
        _received = upgraded.Leftover.ToArray();
    }

    public static async Task<RawPeer> DialAsync(Libp2pHost host, byte number = 99)
    {
        Multiaddr address = host.ListenAddresses[0];
        TransportConnection transport = await SocketTransport.DialAsync(address, CancellationToken.None).Soon();
        return await UpgradeAsync(transport, isDialer: true, number, address.PeerId);
    }

    public static async Task<RawPeer> UpgradeAsync(TransportConnection transport, bool isDialer, byte number = 99, PeerId? expected = null)
    {
        NoiseIdentity identity = new(TestHosts.Key(number), []);
        return new RawPeer(await ConnectionUpgrade.RunAsync(transport, isDialer, identity, expected, CancellationToken.None).Soon());
    }

    public async Task SendBytesAsync(ReadOnlyMemory<byte> plaintext)
    {
        using SealedBuffer buffer = new();
        buffer.Append(plaintext.Span);
        await _upgraded.Channel.WriteAsync(buffer, CancellationToken.None).Soon();
    }

    public Task SendAsync(YamuxType type, YamuxFlags flags, uint streamId, uint length, ReadOnlyMemory<byte> data = default)
    {
        byte[] frame = new byte[YamuxHeader.Size + data.Length];
        new YamuxHeader(type, flags, streamId, length).Write(frame);
        data.CopyTo(frame.AsMemory(YamuxHeader.Size));
        return SendBytesAsync(frame);
    }

    public Task SendDataAsync(uint streamId, ReadOnlyMemory<byte> data, YamuxFlags flags = YamuxFlags.None) =>
        SendAsync(YamuxType.Data, flags, streamId, (uint)data.Length, data);

    /// <summary>Opens a stream and proposes a protocol, without waiting for the answer.</summary>
    public async Task OpenAsync(uint streamId, string protocol)
    {
        await SendAsync(YamuxType.WindowUpdate, YamuxFlags.Syn, streamId, 0);
        System.Buffers.ArrayBufferWriter<byte> lines = new();
        new MultistreamDialer(protocol).Start(lines);
        await SendDataAsync(streamId, lines.WrittenMemory);
    }

    /// <summary>The next frame; null at the end of the connection.</summary>
    public async Task<(YamuxHeader Header, byte[] Data)?> ReceiveAsync()
    {
        while (true)
        {
            if (_received.Length >= YamuxHeader.Size)
            {
                YamuxHeader header = YamuxHeader.Read(_received);
                int size = YamuxHeader.Size + (header.Type == YamuxType.Data ? (int)header.Length : 0);
                if (_received.Length >= size)
                {
                    byte[] data = _received[YamuxHeader.Size..size];
                    _received = _received[size..];
                    return (header, data);
                }
            }

            if (!await _upgraded.Channel.ReadAsync(CancellationToken.None).Soon())
            {
                return null;
            }

            _received = [.. _received, .. _upgraded.Channel.Message.Span];
        }
    }

    /// <summary>The next frame that satisfies a condition; frames before it are dropped.</summary>
    public async Task<(YamuxHeader Header, byte[] Data)> ReceiveAsync(Func<YamuxHeader, bool> condition)
    {
        while (await ReceiveAsync() is { } frame)
        {
            if (condition(frame.Header))
            {
                return frame;
            }
        }

        throw new EndOfStreamException("the connection ended before the expected frame");
    }

    /// <summary>Reads to the end of the connection and gives the code of the go-away that came before; null when none came.</summary>
    public async Task<YamuxGoAway?> ReceiveGoAwayAsync()
    {
        YamuxGoAway? code = null;
        try
        {
            while (await ReceiveAsync() is { } frame)
            {
                code = frame.Header.Type == YamuxType.GoAway ? (YamuxGoAway)frame.Header.Length : code;
            }
        }
        catch (IOException)
        {
            // a reset of the socket also ends it
        }

        return code;
    }

    public void Dispose()
    {
        _upgraded.Transport.Abort();
        _upgraded.Channel.Dispose();
    }
}

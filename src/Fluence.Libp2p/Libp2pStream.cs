using System.IO.Pipelines;
using Fluence.Crypto;
using Fluence.Libp2p.Yamux;

namespace Fluence.Libp2p;

/// <summary>
/// A stream between two peers that speaks one protocol. Reading and writing are independent of each other; each takes one caller at a
/// time. Disposing ends both directions: data that was written still arrives, what the peer still sends is refused. When what was
/// written is not complete, call <see cref="Reset"/> before disposing, or the peer takes it for the whole.
/// </summary>
public sealed class Libp2pStream : IAsyncDisposable
{
    private readonly YamuxStream _stream;

    internal Libp2pStream(Libp2pConnection connection, YamuxStream stream, string protocol)
    {
        _stream = stream;
        Connection = connection;
        Protocol = protocol;
    }

    /// <summary>The connection that carries the stream.</summary>
    public Libp2pConnection Connection { get; }

    /// <summary>The other side.</summary>
    public PeerId RemotePeer => Connection.RemotePeer;

    /// <summary>The protocol that both sides agreed upon.</summary>
    public string Protocol { get; }

    /// <summary>
    /// What the peer sends. The peer may be ahead by a window (256 KiB by default) of what is consumed here, so a reader must consume as
    /// it goes (see <see cref="LengthPrefixed"/>). After a reset, what came before it can be read, then reading throws
    /// <see cref="StreamResetException"/>.
    /// </summary>
    public PipeReader Input => _stream.Input;

    /// <summary>Whether the peer will send no more, be it because it closed its side or because the stream is over.</summary>
    public bool IsRemoteDone => _stream.IsRemoteDone;

    /// <summary>
    /// Sends all of <paramref name="data"/>. Completes when the data is queued, so waits while the peer does not read; give it a token
    /// that times out. After a cancellation part of the data may have been sent: reset the stream then.
    /// </summary>
    /// <exception cref="StreamResetException">The stream was reset or its connection ended.</exception>
    /// <exception cref="InvalidOperationException">This side is closed already, or another write is not complete.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        _stream.WriteAsync(data, cancellationToken);

    /// <summary>Tells the peer that no more comes (FIN). Reading goes on.</summary>
    public ValueTask CloseWriteAsync()
    {
        _stream.CloseWrite();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Closes this side and reads the other to its end, dropping what comes: the way to end a stream that the peer is to end too.
    /// </summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        _stream.CloseWrite();
        while (true)
        {
            ReadResult read = await Input.ReadAsync(cancellationToken);
            Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Ends the stream at once (RST), behind all data that was written. It is sent also after <see cref="CloseWriteAsync"/>, unless the
    /// peer has closed its side as well: then the stream is over anyway.
    /// </summary>
    public void Reset() => _stream.Reset();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _stream.CloseWrite();
        _stream.Reset();
        Input.Complete();
        return ValueTask.CompletedTask;
    }
}

using Fluence.Crypto;
using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Multistream;
using Fluence.Libp2p.Yamux;

namespace Fluence.Libp2p;

/// <summary>An authenticated, encrypted and multiplexed connection with a peer.</summary>
public sealed class Libp2pConnection : IAsyncDisposable
{
    private readonly HostContext _context;
    private readonly UpgradedConnection _upgraded;
    private readonly YamuxSession _session;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _servedStreams;

    internal Libp2pConnection(HostContext context, UpgradedConnection upgraded)
    {
        _context = context;
        _upgraded = upgraded;
        _session = new YamuxSession(
            upgraded.Transport, upgraded.Channel, upgraded.IsDialer, context.Options, context.Metrics, context.TimeProvider, Accept);
    }

    /// <summary>The other side.</summary>
    public PeerId RemotePeer => _upgraded.RemotePeer;

    /// <summary>The address of the other side, as this side sees it.</summary>
    public Multiaddr RemoteAddress => _upgraded.Transport.RemoteAddress;

    /// <summary>The address of this side.</summary>
    public Multiaddr LocalAddress => _upgraded.Transport.LocalAddress;

    /// <summary>Whether this side dialled.</summary>
    public bool IsOutbound => _upgraded.IsDialer;

    /// <summary>Whether streams can be opened.</summary>
    public bool IsOpen => _session.IsOpen;

    /// <summary>The streams that are open in at least one direction.</summary>
    public int StreamCount => _session.StreamCount;

    /// <summary>What the peer told about itself last; null when it has not yet.</summary>
    public IdentifyInfo? Identity { get; internal set; }

    /// <summary>Completes when the connection is over. Never fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Opens a stream and agrees with the peer upon a protocol.</summary>
    /// <param name="protocols">The protocols to propose, the preferred one first.</param>
    /// <param name="cancellationToken">Gives up; the stream is reset then.</param>
    /// <exception cref="UnsupportedProtocolException">The peer speaks none of the protocols.</exception>
    /// <exception cref="LimitExceededException">There are too many streams.</exception>
    /// <exception cref="TimeoutException">The peer did not answer in <see cref="Libp2pOptions.NegotiationTimeout"/>.</exception>
    /// <exception cref="StreamResetException">The stream was reset or the connection ended.</exception>
    public async ValueTask<Libp2pStream> OpenStreamAsync(IReadOnlyList<string> protocols, CancellationToken cancellationToken = default)
    {
        using Deadline deadline = _context.StartDeadline(_context.Options.NegotiationTimeout, cancellationToken);
        YamuxStream? stream = null;
        try
        {
            stream = await _session.OpenAsync(deadline.Token);
            string protocol = await MultistreamExchange.RunAsync(
                new MultistreamDialer(protocols), stream.Input, stream.WriteAsync, deadline.Token);
            return new Libp2pStream(this, stream, protocol);
        }
        catch (Exception exception)
        {
            stream?.Reset();
            stream?.Input.Complete();
            throw exception switch
            {
                OperationCanceledException when deadline.HasPassed =>
                    new TimeoutException("the peer did not agree upon a protocol in time"),
                EndOfStreamException => new StreamResetException(
                    "reset_remotely", "the peer closed the stream while a protocol was negotiated", exception),
                _ => exception,
            };
        }
    }

    /// <summary>
    /// Sends one message on a stream of its own. Proposal, message and FIN go out together, without a wait for the peer's agreement; when
    /// that has come the stream is reset, because a peer may never close its own side.
    /// </summary>
    /// <exception cref="UnsupportedProtocolException">The peer does not speak the protocol and has dropped the message.</exception>
    /// <exception cref="LimitExceededException">There are too many streams.</exception>
    /// <exception cref="StreamResetException">The stream was reset or the connection ended.</exception>
    public async ValueTask SendAsync(string protocol, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        YamuxStream stream = await _session.OpenAsync(cancellationToken);
        try
        {
            await MultistreamExchange.RunAsync(new MultistreamDialer(protocol), stream.Input, SendAllAsync, cancellationToken);
        }
        catch (EndOfStreamException hungUp)
        {
            throw new StreamResetException("reset_remotely", "the peer closed the stream while a protocol was negotiated", hungUp);
        }
        finally
        {
            stream.Reset();
            await stream.Input.CompleteAsync();
        }

        async ValueTask SendAllAsync(ReadOnlyMemory<byte> proposal, CancellationToken cancellation)
        {
            await stream.WriteAsync(proposal, cancellation);
            await stream.WriteAsync(message, cancellation);
            stream.CloseWrite();
        }
    }

    /// <summary>Ends the connection: says good-bye, sends what is queued, and waits until all is over.</summary>
    public Task CloseAsync()
    {
        _session.Close();
        return Completion;
    }

    /// <summary>The same as <see cref="CloseAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _session.Dispose();
        _closed.Dispose();
    }

    /// <summary>Runs the connection until it ends; the result says why.</summary>
    internal async Task<Libp2pException> RunAsync()
    {
        try
        {
            return await _session.RunAsync(_upgraded.Leftover);
        }
        finally
        {
            await _closed.CancelAsync();
        }
    }

    /// <summary>Lets those who wait for the end go on; called when the host has forgotten the connection.</summary>
    internal void Complete() => _completion.TrySetResult();

    internal void Tick() => _session.Tick();

    private void Accept(YamuxStream stream)
    {
        // a peer that opens and resets must not start more work than one that leaves its streams open
        if (Interlocked.Increment(ref _servedStreams) > _context.Options.MaxStreamsPerConnection)
        {
            Interlocked.Decrement(ref _servedStreams);
            _context.Metrics.Refuse("inbound_handlers");
            stream.Reset();
            return;
        }

        _context.Work.Run(() => ServeAsync(stream));
    }

    private async Task ServeAsync(YamuxStream stream)
    {
        try
        {
            ProtocolRegistry protocols = _context.Protocols;
            string protocol;
            using (Deadline deadline = _context.StartDeadline(_context.Options.NegotiationTimeout, _closed.Token))
            {
                protocol = await MultistreamExchange.RunAsync(
                    new MultistreamListener(protocols.Names), stream.Input, stream.WriteAsync, deadline.Token);
            }

            Libp2pStream served = new(this, stream, protocol);
            await protocols.Handler(protocol)(served, _closed.Token);
            await served.DisposeAsync();
        }
        catch (Exception exception)
        {
            // not disposed: what a failed handler wrote must not look complete to the peer
            stream.Reset();
            stream.Input.Complete();
            OnServeFailed(exception);
        }
        finally
        {
            Interlocked.Decrement(ref _servedStreams);
        }
    }

    private void OnServeFailed(Exception exception)
    {
        switch (exception)
        {
            case StreamResetException or OperationCanceledException or EndOfStreamException:
                _context.Metrics.Count("inbound_streams_lost");
                Log.StreamLost(_context.Logger, RemotePeer, exception.Message);
                break;
            case ProtocolViolationException violation:
                _context.Metrics.Refuse(violation.Reason);
                Log.StreamLost(_context.Logger, RemotePeer, exception.Message);
                break;
            default:
                _context.Metrics.Count("handler_failures");
                Log.HandlerFailed(_context.Logger, RemotePeer, exception);
                break;
        }
    }
}

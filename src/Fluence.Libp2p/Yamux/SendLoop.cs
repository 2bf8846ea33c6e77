using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Transports;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// Sends what is queued. Small frames are left to a loop of its own, which gathers what comes up while it is busy; a writer that has
/// filled a large part of the queue while nothing is being sent encrypts and sends on its own thread, which saves bulk data two
/// changes of thread for every batch.
/// </summary>
/// <param name="queue">What is to be sent.</param>
/// <param name="channel">Where to.</param>
/// <param name="liveness">Learns how long the peer takes.</param>
/// <param name="abort">Ends the connection.</param>
internal sealed class SendLoop(SendQueue queue, NoiseChannel channel, YamuxLiveness liveness, Action<Libp2pException> abort) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Sends until the queue is closed and empty, or has failed. Nothing is being sent when it ends, nor will be.</summary>
    public async Task RunAsync()
    {
        while (await queue.WaitAsync())
        {
            await _sending.WaitAsync();
            await SendBatchAsync();
        }

        await _sending.WaitAsync();
    }

    /// <summary>Queues a data frame, and sends on this thread when it is worth it.</summary>
    public ValueTask SendAsync(
        SendOperation operation, in YamuxHeader header, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ValueTask queued = queue.EnqueueAsync(operation, header, data, cancellationToken, out bool isBatch);
        if (isBatch)
        {
            if (_sending.Wait(0, CancellationToken.None))
            {
                // when the socket does not take all at once, it goes on without this thread
                _ = SendBatchAsync();
            }
            else
            {
                queue.Wake();
            }
        }

        return queued;
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    // never fails; whoever calls it holds the semaphore, which it releases
    private async Task SendBatchAsync()
    {
        try
        {
            SealedBuffer batch = queue.Take();
            if (batch.Length > 0)
            {
                liveness.OnWriteStarted();
                await channel.WriteAsync(batch, CancellationToken.None);
                liveness.OnWriteEnded();
                batch.Clear();
            }
        }
        catch (Exception exception) when (TransportConnection.IsLoss(exception))
        {
            abort(new Libp2pException("connection_lost", "the connection was lost", exception));
        }
        finally
        {
            _sending.Release();
            queue.Wake();
        }
    }
}

using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Hosting;

/// <summary>Tries the addresses of a peer one after the other, and lets dials of the same peer share one attempt.</summary>
/// <param name="context">What the host is.</param>
/// <param name="connect">Connects to one address.</param>
internal sealed class Dialer(HostContext context, Func<Multiaddr, PeerId?, CancellationToken, Task<Libp2pConnection>> connect)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, Attempt> _pending = [];

    /// <summary>
    /// Dials a peer; callers that ask for the same peer meanwhile get the same connection. When all of them have given up the attempt
    /// ends, so that the next one may try other addresses.
    /// </summary>
    public async Task<Libp2pConnection> DialAsync(
        PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken hostToken, CancellationToken cancellationToken)
    {
        hostToken.ThrowIfCancellationRequested();
        Attempt? attempt;
        lock (_lock)
        {
            if (!_pending.TryGetValue(peer, out attempt))
            {
                CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(hostToken);
                CancellationToken token = cancellation.Token;
                attempt = new Attempt(Task.Run(() => TryAddressesAsync(peer, addresses, token), CancellationToken.None), cancellation);
                _pending.Add(peer, attempt);
            }

            attempt.Waiting++;
        }

        try
        {
            return await attempt.Dialing.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(peer, attempt);
        }
    }

    private async Task<Libp2pConnection> TryAddressesAsync(
        PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (Multiaddr address in addresses)
        {
            try
            {
                return await connect(address, peer, cancellationToken);
            }
            catch (Libp2pException exception)
            {
                failures.Add(exception);
            }
        }

        string details = failures.Count == 0 ? "no address is known" : string.Join("; ", failures.Select(failure => failure.Message));
        context.Metrics.FailDial("no_address_worked");
        throw new DialException("no_address_worked", $"cannot connect to {peer}: {details}", failures.Count == 1 ? failures[0] : null);
    }

    private void Leave(PeerId peer, Attempt attempt)
    {
        lock (_lock)
        {
            // once it has ended, nobody may join it any more
            if (--attempt.Waiting > 0 && !attempt.Dialing.IsCompleted)
            {
                return;
            }

            if (_pending.GetValueOrDefault(peer) == attempt)
            {
                _pending.Remove(peer);
            }

            if (attempt.Waiting > 0)
            {
                return;
            }
        }

        if (!attempt.Dialing.IsCompleted)
        {
            attempt.Cancellation.Cancel();
        }

        _ = attempt.Dialing.ContinueWith(
            dialed =>
            {
                // looked at, so that a failure that nobody waited for is not reported as unobserved
                _ = dialed.Exception;
                attempt.Cancellation.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>A dial that goes on, with how many wait for it.</summary>
    private sealed class Attempt(Task<Libp2pConnection> dialing, CancellationTokenSource cancellation)
    {
        public Task<Libp2pConnection> Dialing => dialing;

        public CancellationTokenSource Cancellation => cancellation;

        public int Waiting { get; set; }
    }
}

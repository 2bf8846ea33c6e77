using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Hosting;

/// <summary>Tries the addresses of a peer one after the other, and lets dials of the same peer share one attempt.</summary>
/// <param name="context">What the host is.</param>
/// <param name="connect">Connects to one address.</param>
internal sealed class Dialer(HostContext context, Func<Multiaddr, PeerId?, CancellationToken, Task<Libp2pConnection>> connect)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, Task<Libp2pConnection>> _pending = [];

    /// <summary>Dials a peer; callers that ask for the same peer meanwhile get the same connection.</summary>
    public Task<Libp2pConnection> DialAsync(
        PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken hostToken, CancellationToken cancellationToken)
    {
        Task<Libp2pConnection> dialing;
        lock (_lock)
        {
            if (!_pending.TryGetValue(peer, out dialing!))
            {
                dialing = Task.Run(() => TryAddressesAsync(peer, addresses, hostToken), hostToken);
                _pending.Add(peer, dialing);
                _ = dialing.ContinueWith(
                    _ => Forget(peer), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return dialing.WaitAsync(cancellationToken);
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

    private void Forget(PeerId peer)
    {
        lock (_lock)
        {
            _pending.Remove(peer);
        }
    }
}

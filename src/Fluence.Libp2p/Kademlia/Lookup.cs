using System.Threading.Channels;
using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>What a lookup has found.</summary>
/// <param name="Closest">The nearest peers that have answered, the nearest first.</param>
/// <param name="Found">The peer that was searched, once it is connected; null when none was, or it was not found.</param>
/// <param name="Requests">How many peers were asked.</param>
internal sealed record LookupResult(IReadOnlyList<KademliaPeer> Closest, KademliaPeer? Found, int Requests);

/// <summary>
/// One iterative lookup: asks the nearest known peers for nearer ones, some at once, until the nearest have answered. What the answers tell
/// is believed only as far as a peer then proves that it is who it is said to be.
/// </summary>
internal sealed class Lookup
{
    private readonly IKademliaTransport _transport;
    private readonly KademliaOptions _options;
    private readonly TimeProvider _time;
    private readonly ReadOnlyMemory<byte> _key;
    private readonly PeerId? _wanted;
    private readonly LookupFrontier _frontier;
    private readonly Action<PeerId, bool> _asked;
    private readonly Channel<Report> _reports = Channel.CreateUnbounded<Report>(new UnboundedChannelOptions { SingleReader = true });

    /// <param name="transport">How peers are reached.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="self">This peer, which is passed over in answers.</param>
    /// <param name="key">What is searched; the bytes of a peer id when a peer is.</param>
    /// <param name="wanted">The peer that ends the lookup as soon as it is connected; null to find the nearest ones.</param>
    /// <param name="asked">Learns of each peer that was asked whether it answered. A peer that is wanted is only connected with.</param>
    public Lookup(
        IKademliaTransport transport,
        KademliaOptions options,
        TimeProvider time,
        PeerId self,
        ReadOnlyMemory<byte> key,
        PeerId? wanted,
        Action<PeerId, bool> asked)
    {
        _transport = transport;
        _options = options;
        _time = time;
        _key = key;
        _wanted = wanted;
        _frontier = new LookupFrontier(KademliaKey.Of(key.Span), self, options);
        _asked = asked;
    }

    /// <summary>Runs the lookup; its time being over ends it with what was found by then.</summary>
    /// <param name="start">The peers to begin with.</param>
    /// <param name="cancellationToken">Gives up without a result.</param>
    public async Task<LookupResult> RunAsync(IEnumerable<KademliaPeer> start, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(_options.LookupTimeout, _time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        _frontier.Add(start);
        List<Task> running = [];
        int requests = 0, fast = 0, slow = 0;
        KademliaPeer? found = null;
        try
        {
            while (found is null)
            {
                while (fast < _options.Parallelism && fast + slow < _options.BucketSize && requests < _options.RequestsPerLookup
                    && _frontier.Next() is { } candidate)
                {
                    requests++;
                    fast++;
                    running.Add(AskAsync(candidate, candidate.Start(), ending.Token));
                }

                if (fast + slow == 0 || (fast == 0 && _frontier.IsSettled))
                {
                    break;
                }

                Report report = await _reports.Reader.ReadAsync(ending.Token);
                bool wasSlow = report.Candidate.Step == LookupStep.Slow;
                (fast, slow) = wasSlow ? (fast, slow - 1) : (fast - 1, slow);
                slow += report.Kind == ReportKind.Slow ? 1 : 0;
                found = Take(report);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // its time is over
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(running);
        }

        return new LookupResult(_frontier.Result, found, requests);
    }

    private KademliaPeer? Take(Report report)
    {
        switch (report.Kind)
        {
            case ReportKind.Slow:
                report.Candidate.Slow();
                return null;
            case ReportKind.Failed:
                report.Candidate.Fail();
                _asked(report.Candidate.Id, false);
                return null;
            default:
                report.Candidate.Answer();
                _asked(report.Candidate.Id, true);
                if (report.Candidate.Id == _wanted)
                {
                    return new KademliaPeer(report.Candidate.Id, report.Candidate.Addresses);
                }

                _frontier.Add(report.Peers
                    .Take(_options.BucketSize)
                    .Select(peer => KademliaPeer.Of(peer.Id, peer.Addresses, _options))
                    .Where(peer => !peer.Addresses.IsEmpty || _transport.IsConnected(peer.Id)));
                return null;
        }
    }

    private async Task AskAsync(LookupCandidate candidate, KademliaPeer peer, CancellationToken cancellationToken)
    {
        try
        {
            Task<IReadOnlyList<KademliaPeer>> asking = RequestAsync(peer, cancellationToken);
            try
            {
                await asking.WaitAsync(_options.Patience, _time, CancellationToken.None);
            }
            catch (TimeoutException) when (!asking.IsCompleted)
            {
                _reports.Writer.TryWrite(new Report(candidate, ReportKind.Slow, []));
            }

            _reports.Writer.TryWrite(new Report(candidate, ReportKind.Answered, await asking));
        }
        catch (Exception failure) when (
            failure is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            _reports.Writer.TryWrite(new Report(candidate, ReportKind.Failed, []));
        }
    }

    private async Task<IReadOnlyList<KademliaPeer>> RequestAsync(KademliaPeer peer, CancellationToken cancellationToken)
    {
        if (peer.Id == _wanted)
        {
            await _transport.ConnectAsync(peer, cancellationToken);
            return [];
        }

        return (await _transport.AskAsync(peer, KademliaMessage.FindNode(_key), cancellationToken)).CloserPeers;
    }

    private enum ReportKind
    {
        Slow,
        Answered,
        Failed,
    }

    private readonly record struct Report(LookupCandidate Candidate, ReportKind Kind, IReadOnlyList<KademliaPeer> Peers);
}

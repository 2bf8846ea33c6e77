using System.Diagnostics.Metrics;

namespace Fluence.Services.Deals;

/// <summary>The counters of what a peer does on the chain; the names are the original's where it has one.</summary>
internal sealed class DealMetrics
{
    private readonly Counter<long> _reads, _failures, _sent, _refused, _proofs, _proofFailures;
    private volatile DealSnapshot? _last;

    public DealMetrics(Meter meter)
    {
        _reads = Count("chain_reads", "How often the chain was read");
        _failures = Count("chain_read_failures", "How often it could not be read");
        _sent = Count("chain_transactions_sent", "Transactions sent, by action");
        _refused = Count("chain_transactions_refused", "Transactions that were not sent because they would fail, by action");
        _proofs = Count("chain_listener_cpp_proofs_submitted", "Proofs of capacity submitted");
        _proofFailures = Count("chain_listener_cpp_proofs_submit_failed", "Proofs of capacity that could not be submitted");
        Gauge("chain_listener_last_seen_block", last => (long)last.Block, "The last block that was read");
        Gauge("chain_listener_current_epoch", last => last.Epoch.Number, "The chain's epoch then");
        Gauge("chain_listener_current_commitment_status", last => last.Commitment is { } commitment ? (long)commitment.Status : -1,
            "The state of this peer's capacity commitment; -1 without one");
        Gauge("chain_listener_cus_total", last => last.Units.Length, "Units of this peer");
        Gauge("chain_listener_cus_in_deals", last => last.Units.Count(unit => unit.Deal is not null), "Those of them that are in deals");
        Gauge("chain_deals", last => last.Deals.Length, "Deals in which this peer has units");
        meter.CreateObservableGauge(
            "chain_last_read_timestamp_sec", () => _last is { } last ? last.ReadAt.ToUnixTimeSeconds() : 0, "s",
            "When the chain was read last, in seconds since 1970; 0 for never");

        Counter<long> Count(string name, string what) => meter.CreateCounter<long>(name, description: what);

        void Gauge(string name, Func<DealSnapshot, long> value, string what) =>
            meter.CreateObservableGauge(name, () => _last is { } last ? value(last) : 0, description: what);
    }

    public void OnRead(DealSnapshot snapshot)
    {
        _last = snapshot;
        _reads.Add(1);
    }

    public void OnReadFailed() => _failures.Add(1);

    public void OnSent(string action) => _sent.Add(1, new KeyValuePair<string, object?>("action", action));

    public void OnRefused(string action) => _refused.Add(1, new KeyValuePair<string, object?>("action", action));

    public void OnProofs(int count, bool isSent) => (isSent ? _proofs : _proofFailures).Add(count);
}

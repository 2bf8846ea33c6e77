using System.Collections.Immutable;
using System.Security.Cryptography;
using Fluence.Services.Deals;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Units;

/// <summary>
/// Submits proofs of capacity that only a chain with mocked checks takes: any nonce, and the greatest hash that is allowed. So does the
/// original peer that has no prover.
/// </summary>
internal sealed partial class ProofSubmitter(IDealChain chain, DealOptions options, DealMetrics metrics, ILogger logger, TimeProvider time)
{
    private const int NonceBytes = 32;

    private DateTimeOffset _next;
    private ProvingUnits _units = ProvingUnits.None;

    /// <summary>Submits one proof for each unit that is to prove now, at most so often as the options say.</summary>
    public async Task RunAsync(DealSnapshot snapshot, CancellationToken cancellation)
    {
        if (options.ProofPeriod is not { } period || time.GetUtcNow() < _next)
        {
            return;
        }

        _units = _units.At(snapshot.Epoch.Number);
        ImmutableArray<CapacityProof> proofs =
        [
            .. _units.Divide(snapshot).Now.Select(unit => new CapacityProof(
                unit, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes)), snapshot.Proofs.Difficulty)),
        ];
        if (proofs.IsEmpty)
        {
            return;
        }

        _next = time.GetUtcNow() + period;
        if (!await SubmitAsync(proofs, snapshot, cancellation) && proofs.Length > 1)
        {
            // one that is not taken keeps the others from being taken
            foreach (CapacityProof proof in proofs)
            {
                await SubmitAsync([proof], snapshot, cancellation);
            }
        }
    }

    /// <summary>Submits proofs; false where the chain refuses them.</summary>
    private async Task<bool> SubmitAsync(ImmutableArray<CapacityProof> proofs, DealSnapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            string hash = await chain.SubmitProofsAsync(proofs, cancellation);
            _units = _units.Add(proofs);
            metrics.OnProofs(proofs.Length, isSent: true);
            LogSubmitted(proofs.Length, snapshot.Epoch.Number, hash);
            return true;
        }
        catch (ChainException failure)
        {
            metrics.OnProofs(proofs.Length, isSent: false);
            LogNotSubmitted(proofs.Length, snapshot.Epoch.Number, failure.Message);
            if (failure.IsRefusal && proofs.Length == 1)
            {
                // not tried again in this epoch: the chain has all that it takes of the unit, or takes none
                _units = _units.Fill(proofs[0].Unit, snapshot.Proofs.Most);
            }

            return !failure.IsRefusal;
        }
    }

    [LoggerMessage(EventId = 5350, Level = LogLevel.Debug, Message = "{Count} proofs for epoch {Epoch} by transaction {Hash}")]
    private partial void LogSubmitted(int count, long epoch, string hash);

    [LoggerMessage(EventId = 5351, Level = LogLevel.Warning, Message = "{Count} proofs for epoch {Epoch} are not taken: {Reason}")]
    private partial void LogNotSubmitted(int count, long epoch, string reason);
}

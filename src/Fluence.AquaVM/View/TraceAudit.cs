using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Signing;
using Fluence.AquaVM.Verification;

namespace Fluence.AquaVM.View;

/// <summary>One signed step of a particle.</summary>
/// <param name="PeerId">The peer that made it.</param>
/// <param name="Action">What it did: <c>service.function</c>, or <c>canon</c>.</param>
public sealed record AuditedStep(string PeerId, string Action);

/// <summary>One peer's signature.</summary>
/// <param name="PeerId">The peer.</param>
/// <param name="Steps">How many steps the signature covers.</param>
/// <param name="IsValid">Whether the peer has signed exactly these.</param>
public sealed record AuditedSignature(string PeerId, int Steps, bool IsValid);

/// <summary>
/// Who did what in a particle, and whether their signatures hold: the checks of an invoke, with their findings instead of a return code.
/// </summary>
/// <param name="Steps">The signed steps in the order of the trace.</param>
/// <param name="Signatures">The signatures of all peers that take part.</param>
/// <param name="Problem">Why the data is worth nothing; null when every CID and reference in it is right.</param>
public sealed record TraceAudit(ImmutableArray<AuditedStep> Steps, ImmutableArray<AuditedSignature> Signatures, string? Problem)
{
    /// <summary>Whether every CID, reference and signature is right.</summary>
    public bool IsValid => Problem is null && Signatures.All(signature => signature.IsValid);

    /// <summary>Audits interpreter data; never throws.</summary>
    /// <param name="data">The data in its envelope; empty data is valid.</param>
    /// <param name="particleId">The particle's id, which salts the signatures.</param>
    public static TraceAudit Of(ReadOnlyMemory<byte> data, string particleId)
    {
        try
        {
            InterpreterData content = data.IsEmpty
                ? new InterpreterData()
                : InterpreterDataReader.Read(DataEnvelope.Read(data).InnerData, new CidPool());
            StoreVerifier.Verify(content);
            DataVerifier peers = new(content, new PeerKeys());
            return new TraceAudit(
                StepsOf(content),
                [.. peers.Peers.Select(peer => new AuditedSignature(
                    peer.Key.PeerId, peer.Cids.Count, DataVerifier.IsSigned(peer, particleId, new SignatureMemory(0))))],
                Problem: null);
        }
        catch (DataFormatException malformed)
        {
            return new TraceAudit([], [], malformed.Message);
        }
        catch (UncatchableException wrong)
        {
            return new TraceAudit([], [], wrong.Message);
        }
    }

    private static ImmutableArray<AuditedStep> StepsOf(InterpreterData data)
    {
        TraceCids cids = new(data);
        ImmutableArray<AuditedStep>.Builder steps = ImmutableArray.CreateBuilder<AuditedStep>();
        foreach (ExecutedState state in data.Trace)
        {
            if (cids.TryGetMaker(state, out DataCid? cid, out string? peerId))
            {
                steps.Add(new AuditedStep(peerId, state is CanonExecuted ? "canon" : ActionOf(data, cid)));
            }
        }

        return steps.ToImmutable();
    }

    private static string ActionOf(InterpreterData data, DataCid serviceResult) =>
        data.ServiceResults.TryGet(serviceResult, out ServiceResultAggregate? result)
        && data.Tetraplets.TryGet(result.Tetraplet, out SecurityTetraplet? tetraplet)
            ? $"{tetraplet.ServiceId}.{tetraplet.FunctionName}"
            : "unknown";
}

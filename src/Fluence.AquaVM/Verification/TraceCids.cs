using System.Diagnostics.CodeAnalysis;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Verification;

/// <summary>Tells which peer has made, and so signs, the result that a state refers to.</summary>
internal sealed class TraceCids(InterpreterData data)
{
    /// <summary>
    /// The CID that is signed and the peer that signs it: of call results that are kept, failures, and canonical streams. Requests and
    /// results that nobody keeps are not signed.
    /// </summary>
    /// <exception cref="UncatchableException">Code 8: no store has what the state refers to. The original traps here.</exception>
    public bool TryGetMaker(ExecutedState state, [NotNullWhen(true)] out DataCid? cid, [NotNullWhen(true)] out string? peerId)
    {
        (cid, DataCid? tetraplet) = state switch
        {
            CallExecutedScalar scalar => (scalar.ServiceResult, ServiceTetraplet(scalar.ServiceResult)),
            CallExecutedStream stream => (stream.ServiceResult, ServiceTetraplet(stream.ServiceResult)),
            CallFailed failed => (failed.ServiceResult, ServiceTetraplet(failed.ServiceResult)),
            CanonExecuted canon => (canon.CanonResult, CanonTetraplet(canon.CanonResult)),
            _ => ((DataCid?)null, (DataCid?)null),
        };
        peerId = tetraplet is null
            ? null
            : data.Tetraplets.TryGet(tetraplet, out SecurityTetraplet? found) ? found.PeerPk
            : throw NotFound(tetraplet, OriginalTypes.Tetraplet);
        return cid is not null && peerId is not null;
    }

    private static UncatchableException NotFound(DataCid cid, string target) => new(
        ReturnCode.CidStoreVerification,
        $"Reference CID {RustDebug.String(cid.Text)} from type \"trace\" to {RustDebug.String(target)} was not found");

    private DataCid ServiceTetraplet(DataCid cid) => data.ServiceResults.TryGet(cid, out ServiceResultAggregate? result)
        ? result.Tetraplet
        : throw NotFound(cid, OriginalTypes.ServiceResult);

    private DataCid CanonTetraplet(DataCid cid) => data.CanonResults.TryGet(cid, out CanonResultAggregate? result)
        ? result.Tetraplet
        : throw NotFound(cid, OriginalTypes.CanonResult);
}

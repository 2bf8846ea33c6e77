using Fluence.Air;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution;
using Fluence.AquaVM.Farewell;
using Fluence.AquaVM.Preparation;
using Fluence.AquaVM.Signing;
using Fluence.AquaVM.Trace;
using Fluence.AquaVM.Verification;
using Fluence.Crypto;

namespace Fluence.AquaVM;

/// <summary>
/// The interpreter of a peer: a pure function of script, data, parameters and call results. Between invokes it keeps only
/// what it would compute again, and may be used from several threads at once.
/// </summary>
public sealed class AquaVm
{
    /// <summary>About how many bytes of data there are for each different CID in them.</summary>
    private const int BytesPerCid = 128;

    private readonly AnnouncedVersions _versions;
    private readonly ExecutionOptions _execution;
    private readonly PeerKeys _peerKeys = new();
    private readonly SignatureMemory _signatures;
    private readonly ScriptMemory _scripts;
    private KeyPair? _lastKeyPair;

    /// <summary>Makes an interpreter.</summary>
    public AquaVm(AquaVmOptions? options = null)
    {
        options ??= new AquaVmOptions();
        _versions = AnnouncedVersions.Of(options.Version);
        _signatures = new SignatureMemory(options.RememberedSignatures);
        _scripts = new ScriptMemory(options.RememberedScriptBytes);
        _execution = ExecutionOptions.Default with
        {
            MaxSteps = options.MaxSteps,
            CanonMapFold = options.Version == AquaVmVersion.V062 ? CanonMapFold.AllPairs : CanonMapFold.LastPairOfEachKey,
        };
    }

    private delegate IReadOnlyDictionary<uint, CallResult> TakeCallResults();

    /// <summary>
    /// Executes one step of a particle on this peer. Never throws, whatever the input: errors are outcomes. After an error of the data, of
    /// the call results or of the execution that no script can catch, the outcome's data are the previous data.
    /// </summary>
    public InvokeOutcome Invoke(InvokeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Invoke(request, () => request.CallResults);
    }

    /// <summary>As <see cref="Invoke(InvokeRequest)"/>, with call results in the form of <see cref="CallResultsCodec"/>.</summary>
    /// <param name="request">Everything else; its own call results are ignored.</param>
    /// <param name="callResults">The wire form; code 5 if it is malformed.</param>
    public InvokeOutcome Invoke(InvokeRequest request, ReadOnlyMemory<byte> callResults)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Invoke(request, () => CallResultsCodec.TryDecode(
            callResults.Span, out IReadOnlyDictionary<uint, CallResult>? results, out string? error)
            ? results
            : throw new UncatchableException(
                ReturnCode.CallResultsDecoding, $"error occurred while deserialize call results: Format({RustDebug.String(error)})."));
    }

    private InvokeOutcome Invoke(InvokeRequest request, TakeCallResults takeCallResults)
    {
        SizeLimitFlags flags = SizeLimitFlags.None;
        try
        {
            return TryRun(request, takeCallResults, isTrusting: true, ref flags)
                ?? TryRun(request, takeCallResults, isTrusting: false, ref flags)!;
        }
        catch (UncatchableException error)
        {
            return Outcome.OfUncatchable(error.Code, error.Message, request.PreviousData, flags);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Outcome.OfUncatchable(ReturnCode.Internal, $"internal error: {error.Message}", request.PreviousData, flags);
        }
    }

    /// <summary>One run.</summary>
    /// <param name="request">Everything but the call results.</param>
    /// <param name="takeCallResults">The call results.</param>
    /// <param name="isTrusting">
    /// Whether argument hashes in the data are taken for right and checked together after the run. The outcome is null if one of them is
    /// wrong: only a run that checks each where it is met tells what that leads to.
    /// </param>
    /// <param name="flags">Gets the limits that are exceeded.</param>
    private InvokeOutcome? TryRun(InvokeRequest request, TakeCallResults takeCallResults, bool isTrusting, ref SizeLimitFlags flags)
    {
        RunParameters parameters = request.Parameters;
        SizeLimitCheck.CheckInput(request.Air, request.CurrentData.Length, parameters.Limits, ref flags);
        using CidPool cids = new((request.PreviousData.Length + request.CurrentData.Length) / BytesPerCid);
        (InterpreterData previous, InterpreterData current) =
            DataPreparation.Decode(request.PreviousData, request.CurrentData, _versions, cids);
        (SignatureStore signatures, SortedCids? own) = Verify(previous, current, parameters);

        AirParseResult air = _scripts.Parse(request.Air);
        if (!air.IsAccepted)
        {
            throw new UncatchableException(ReturnCode.AirParse, $"air can't be parsed:\n{air.ErrorText}");
        }

        IReadOnlyDictionary<uint, CallResult> callResults = takeCallResults();
        SizeLimitCheck.CheckCallResults(callResults, parameters.Limits, ref flags);
        KeyPair keyPair = KeyPreparation.Load(parameters, ref _lastKeyPair);

        using DeferredHashes? deferred = isTrusting ? new DeferredHashes() : null;
        CidState state = new(previous, current, cids, deferred);
        TraceHandler trace = new(previous.Trace, current.Trace);
        PeerCidTracker peerCids = new(parameters.CurrentPeerId);
        ExecutionInput input = new(parameters, trace, state, peerCids, previous.LastCallRequestId, callResults, _execution);
        ExecutionResult result;
        try
        {
            result = new Interpreter(input).Run(air.Root);
        }
        catch (Exception error) when (error is not OutOfMemoryException && deferred is not null && !deferred.AreRight())
        {
            return null;
        }

        if (deferred is not null && !deferred.AreRight())
        {
            return null;
        }

        DataSigner.Sign(signatures, peerCids.Cids, own, parameters.ParticleId, keyPair, _signatures);
        return Outcome.Of(result, trace, state, signatures, _versions, flags);
    }

    /// <summary>Verifies the current data.</summary>
    /// <returns>All signatures, and what the current peer has made, as far as the data know.</returns>
    private (SignatureStore Signatures, SortedCids? Own) Verify(
        InterpreterData previous, InterpreterData current, RunParameters parameters)
    {
        StoreVerifier.Verify(current, previous);
        DataVerifier previousPeers = new(previous, _peerKeys);
        DataVerifier currentPeers = new(current, _peerKeys, previousPeers);
        currentPeers.Verify(parameters.ParticleId, _signatures);
        SortedCids? own = currentPeers.MadeBy(parameters.CurrentPeerId);
        return (previousPeers.Merge(currentPeers), own ?? previousPeers.MadeBy(parameters.CurrentPeerId));
    }
}

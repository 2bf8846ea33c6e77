using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>
/// <c>%last_error%</c> and <c>:error:</c>. Both take the instruction that an error comes from, not those that it bubbles
/// through: after being set they are locked until a branch of <c>xor</c> or <c>par</c> unlocks them.
/// </summary>
internal sealed class ErrorState(string currentPeerId, CompositionMeter meter)
{
    private bool _canSetLast = true;
    private bool _canSetCaught = true;

    public InstructionError LastError { get; private set; } = InstructionError.None;

    public InstructionError CaughtError { get; private set; } = InstructionError.None;

    /// <summary>An instruction fails.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="error">Its error.</param>
    /// <param name="tetraplet">Of a call whose peer is known.</param>
    /// <exception cref="UncatchableException">The error's text is too long.</exception>
    public void Set(Instruction instruction, CatchableError error, SecurityTetraplet? tetraplet = null)
    {
        bool setsLast = _canSetLast && error.AffectsLastError;
        if (setsLast || _canSetCaught)
        {
            meter.CountError(error.Message);
            string line = instruction.ToString();
            string peerId = tetraplet?.PeerPk ?? currentPeerId;
            if (setsLast)
            {
                LastError = From(error, line, peerId, tetraplet);
                _canSetLast = false;
            }

            if (_canSetCaught)
            {
                // only these tell the peer: which one runs the others differs from peer to peer
                CaughtError = From(error, line, HasPeer(instruction) ? peerId : null, tetraplet);
            }
        }

        _canSetCaught = false;
    }

    /// <summary><c>fail</c> raises an error object.</summary>
    public void SetLast(VmValue error, SecurityTetraplet? tetraplet, Provenance provenance)
    {
        LastError = new InstructionError(error, tetraplet, provenance, null);
        _canSetLast = false;
    }

    /// <summary><c>fail :error:</c> raises the caught error again, which shall stay as it is.</summary>
    public void LockCaught() => _canSetCaught = false;

    /// <summary>The right branch of a <c>xor</c> begins, because of an error of the left one.</summary>
    public void EnterXorRight(CatchableError error)
    {
        _canSetLast = true;
        CaughtError = CaughtError with { Original = error };
        _canSetCaught = true;
    }

    /// <summary>The right branch of a <c>xor</c> ends.</summary>
    public void LeaveXorRight(bool succeeded)
    {
        if (_canSetCaught)
        {
            CaughtError = InstructionError.None;
        }

        _canSetCaught |= succeeded;
    }

    /// <summary>A <c>par</c> with at least one successful branch ends.</summary>
    public void LeaveSuccessfulPar() => _canSetLast = true;

    private static bool HasPeer(Instruction instruction) => instruction.Kind
        is InstructionKind.Call or InstructionKind.Canon or InstructionKind.CanonMap or InstructionKind.CanonMapToScalar;

    private static InstructionError From(CatchableError error, string line, string? peerId, SecurityTetraplet? tetraplet) => new(
        VmValue.FromJson(InstructionError.Object(error.Code, error.Message, line, peerId)), tetraplet, Provenance.Literal, null);
}

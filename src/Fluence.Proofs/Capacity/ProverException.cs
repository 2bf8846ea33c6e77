namespace Fluence.Proofs.Capacity;

/// <summary>A prover cannot do what it is asked to; the message says what, and why.</summary>
public sealed class ProverException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ProverException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

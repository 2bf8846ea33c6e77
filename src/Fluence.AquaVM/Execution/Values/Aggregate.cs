using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A value with where it comes from, what vouches for it, and the trace position it was made at.</summary>
internal sealed class Aggregate(VmValue value, SecurityTetraplet tetraplet, Provenance provenance, uint tracePosition)
{
    public VmValue Value { get; } = value;

    public SecurityTetraplet Tetraplet { get; } = tetraplet;

    public Provenance Provenance { get; } = provenance;

    /// <summary>The state that its generation is written to, if it stands in a stream.</summary>
    public uint TracePosition { get; } = tracePosition;

    /// <summary>A value as variables and streams hold it: its provenance decides which parts of the tetraplet are kept.</summary>
    public static Aggregate Normalized(VmValue value, SecurityTetraplet tetraplet, Provenance provenance, uint tracePosition)
    {
        bool isBare = tetraplet.ServiceId.Length == 0 && tetraplet.FunctionName.Length == 0;
        SecurityTetraplet kept = provenance.Kind switch
        {
            ProvenanceKind.Literal when !isBare || tetraplet.Lens.Length > 0 =>
                new SecurityTetraplet(tetraplet.PeerPk, string.Empty, string.Empty, string.Empty),
            ProvenanceKind.Canon when !isBare => new SecurityTetraplet(tetraplet.PeerPk, string.Empty, string.Empty, tetraplet.Lens),
            _ => tetraplet,
        };
        return new Aggregate(value, kept, provenance, tracePosition);
    }

    /// <summary>The same value, normalized.</summary>
    public Aggregate Normalize() => Normalize(TracePosition);

    /// <summary>The same value, normalized, at another position.</summary>
    public Aggregate Normalize(uint tracePosition) => Normalized(Value, Tetraplet, Provenance, tracePosition);
}

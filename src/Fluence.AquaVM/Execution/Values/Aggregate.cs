using System.Globalization;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A value with where it comes from, what vouches for it, and the trace position it was made at.</summary>
internal sealed class Aggregate
{
    private const int Whole = -1;

    private SecurityTetraplet _tetraplet;
    private int _index = Whole;

    public Aggregate(VmValue value, SecurityTetraplet tetraplet, Provenance provenance, uint tracePosition)
    {
        Value = value;
        _tetraplet = tetraplet;
        Provenance = provenance;
        TracePosition = tracePosition;
    }

    public VmValue Value { get; private set; }

    public SecurityTetraplet Tetraplet
    {
        get
        {
            if (_index != Whole)
            {
                string lens = string.Concat(_tetraplet.Lens, ".$.[", _index.ToString(CultureInfo.InvariantCulture), "]");
                _tetraplet = _tetraplet with { Lens = lens };
                _index = Whole;
            }

            return _tetraplet;
        }
    }

    public Provenance Provenance { get; }

    /// <summary>The state that its generation is written to, if it stands in a stream.</summary>
    public uint TracePosition { get; }

    /// <summary>An element of an array: the index is appended to the lens of its tetraplet, once someone looks at that.</summary>
    public static Aggregate ElementOf(
        VmValue value, SecurityTetraplet array, int index, Provenance provenance, uint tracePosition) =>
        new(value, array, provenance, tracePosition) { _index = index };

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
    public Aggregate Normalize(uint tracePosition) => With(Value, tracePosition);

    /// <summary>Another value that comes from the same place, normalized.</summary>
    public Aggregate With(VmValue value) => With(value, TracePosition);

    /// <summary>This very object with another value; only for who has just made it, normalized.</summary>
    public Aggregate Replace(VmValue value)
    {
        Value = value;
        return this;
    }

    private Aggregate With(VmValue value, uint tracePosition) => Provenance.Kind == ProvenanceKind.ServiceResult
        ? new Aggregate(value, _tetraplet, Provenance, tracePosition) { _index = _index }
        : Normalized(value, Tetraplet, Provenance, tracePosition);
}

using System.Collections.Immutable;

namespace Fluence.AquaVM.Data;

/// <summary>
/// The data that a particle carries from peer to peer: what its instructions have come to, the values behind that, and the signatures of
/// the peers that made them. Wire format: <c>docs/formats/interpreter-data.md</c>.
/// </summary>
internal sealed record InterpreterData
{
    /// <summary>The states that instructions have left, in the order of execution.</summary>
    public ImmutableArray<ExecutedState> Trace { get; init; } = [];

    /// <summary>The last id that was given to a call request.</summary>
    public uint LastCallRequestId { get; init; }

    /// <summary>The JSON texts of values.</summary>
    public CidStore<VmValue> Values { get; init; } = new();

    /// <summary>Where values come from.</summary>
    public CidStore<SecurityTetraplet> Tetraplets { get; init; } = new();

    /// <summary>The elements of canonical streams.</summary>
    public CidStore<CanonElementAggregate> CanonElements { get; init; } = new();

    /// <summary>Canonical streams.</summary>
    public CidStore<CanonResultAggregate> CanonResults { get; init; } = new();

    /// <summary>Results of calls.</summary>
    public CidStore<ServiceResultAggregate> ServiceResults { get; init; } = new();

    /// <summary>The peers' signatures.</summary>
    public SignatureStore Signatures { get; init; } = new();
}

using System.Collections.Immutable;

namespace Fluence.AquaVM.Data;

/// <summary>What vouches for a value.</summary>
internal enum ProvenanceKind
{
    /// <summary>A literal of the script.</summary>
    Literal,

    /// <summary>A service result aggregate.</summary>
    ServiceResult,

    /// <summary>A canon result aggregate.</summary>
    Canon,
}

/// <summary>What vouches for a value, with the CID of the aggregate unless it is a literal.</summary>
internal readonly record struct Provenance(ProvenanceKind Kind, DataCid? Cid)
{
    /// <summary>The provenance of literals.</summary>
    public static Provenance Literal => default;

    /// <summary>The provenance of call results.</summary>
    public static Provenance ServiceResult(DataCid cid) => new(ProvenanceKind.ServiceResult, cid);

    /// <summary>The provenance of canonicalised values.</summary>
    public static Provenance Canon(DataCid cid) => new(ProvenanceKind.Canon, cid);
}

/// <summary>A service result: value, hash of the call's arguments (a CID too), and tetraplet of the call.</summary>
internal sealed record ServiceResultAggregate(DataCid Value, DataCid ArgumentHashCid, DataCid Tetraplet)
{
    /// <summary>The hash of the call's arguments as text.</summary>
    public string ArgumentHash => ArgumentHashCid.Text;
}

/// <summary>One element of a canonical stream.</summary>
internal sealed record CanonElementAggregate(DataCid Value, DataCid Tetraplet, Provenance Provenance);

/// <summary>A canonical stream: the tetraplet of the peer that made it, and its elements in order.</summary>
internal sealed record CanonResultAggregate(DataCid Tetraplet, ImmutableArray<DataCid> Values);

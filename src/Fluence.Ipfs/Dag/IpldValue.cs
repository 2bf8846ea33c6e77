using System.Collections.Immutable;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>A value of IPLD's data model, as DAG-CBOR and DAG-JSON write it.</summary>
public abstract record IpldValue
{
    private protected IpldValue()
    {
    }
}

/// <summary>Nothing.</summary>
public sealed record IpldNull : IpldValue
{
    /// <summary>The one value.</summary>
    public static IpldNull Instance { get; } = new();
}

/// <summary>A truth value.</summary>
public sealed record IpldBool(bool Value) : IpldValue;

/// <summary>An integer from -2^64 to 2^64 - 1.</summary>
public sealed record IpldInteger(Int128 Value) : IpldValue;

/// <summary>A finite double.</summary>
public sealed record IpldFloat(double Value) : IpldValue;

/// <summary>Text.</summary>
public sealed record IpldText(string Value) : IpldValue;

/// <summary>Bytes.</summary>
public sealed record IpldBytes(ReadOnlyMemory<byte> Value) : IpldValue;

/// <summary>A list.</summary>
public sealed record IpldList(ImmutableArray<IpldValue> Items) : IpldValue;

/// <summary>A map with each key once.</summary>
public sealed record IpldMap(ImmutableSortedDictionary<string, IpldValue> Members) : IpldValue;

/// <summary>A link to another block.</summary>
public sealed record IpldLink(Cid Cid) : IpldValue;

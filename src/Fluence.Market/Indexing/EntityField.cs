namespace Fluence.Market.Indexing;

/// <summary>A field of an entity.</summary>
/// <param name="Name">Its name, in the index and in queries.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Target">Of references, the type that they are to; of derived fields, the type of the items.</param>
/// <param name="Via">Of derived fields, the field of the items that refers back.</param>
public sealed record EntityField(string Name, FieldKind Kind, string? Target = null, string? Via = null)
{
    /// <summary>Whether it is a column.</summary>
    public bool IsStored => Kind != FieldKind.Derived;
}

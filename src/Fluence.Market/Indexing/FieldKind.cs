namespace Fluence.Market.Indexing;

/// <summary>What a field of an entity holds.</summary>
public enum FieldKind
{
    /// <summary>The id.</summary>
    Id,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number of 64 bits; a number in JSON.</summary>
    Int,

    /// <summary>A number of any size, not negative; text in JSON.</summary>
    BigInt,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>The id of another entity.</summary>
    Reference,

    /// <summary>All entities of a type that refer to this one; not stored.</summary>
    Derived,
}

using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>A type as the SDK's macro saw it in the source.</summary>
internal abstract record AstType
{
    private AstType()
    {
    }

    /// <summary>Whether values of the type lie in memory and not in Wasm values.</summary>
    public bool IsComplex => this is not Simple || this is Simple { Kind: ITypeKind.String };

    /// <summary>A number, a truth value or text.</summary>
    public sealed record Simple(ITypeKind Kind) : AstType;

    /// <summary>A vector.</summary>
    public sealed record Vector(AstType Element) : AstType;

    /// <summary>A record, by its name.</summary>
    public sealed record Record(string Name) : AstType;
}

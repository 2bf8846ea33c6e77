using Fluence.Air.Lexing;

namespace Fluence.Air.Validation;

/// <summary>A fold whose body is being parsed.</summary>
internal sealed class FoldScope(Symbol iterator)
{
    /// <summary>The iterator's name.</summary>
    public Symbol Iterator { get; } = iterator;

    /// <summary>The fold with the same iterator around this one.</summary>
    public FoldScope? Outer { get; } = iterator.Fold;

    /// <summary>Whether the fold already has its <c>next</c>.</summary>
    public bool HasNext { get; set; }
}

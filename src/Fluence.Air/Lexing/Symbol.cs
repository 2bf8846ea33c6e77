using Fluence.Air.Syntax;
using Fluence.Air.Validation;

namespace Fluence.Air.Lexing;

/// <summary>A distinct name of the script, with what the validator knows about it so far.</summary>
internal sealed class Symbol(string name, int slot)
{
    public string Name { get; } = name;

    public int Slot { get; } = slot;

    /// <summary>Where the leftmost instruction that defines the name begins, among those checked.</summary>
    public int Definition { get; set; } = int.MaxValue;

    /// <summary>The first instruction checked that uses the name while no definition to its left was known.</summary>
    public Instruction? EarlyUse { get; set; }

    /// <summary>Whether a <c>next</c> of this iterator has been met.</summary>
    public bool HasNext { get; set; }

    /// <summary>The innermost fold being parsed whose iterator this is.</summary>
    public FoldScope? Fold { get; set; }

    /// <summary>The first instruction that follows a <c>next</c> of this iterator, if it stands in a fold over a stream.</summary>
    public Span? AfterNext { get; set; }
}

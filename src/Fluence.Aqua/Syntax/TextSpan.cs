namespace Fluence.Aqua.Syntax;

/// <summary>A part of a source text, in UTF-16 units.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="End">The unit behind the last.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>The number of units.</summary>
    public int Length => End - Start;

    /// <summary>From the start of this to the end of another.</summary>
    public TextSpan To(TextSpan other) => new(Start, Math.Max(End, other.End));
}

namespace Fluence.Air.Syntax;

/// <summary>A stretch of the script, in UTF-16 characters: from <paramref name="Start"/> up to but not including
/// <paramref name="End"/>.</summary>
public readonly record struct Span(int Start, int End)
{
    /// <summary>The number of characters.</summary>
    public int Length => End - Start;

    /// <summary>Whether <paramref name="position"/> lies inside, both ends excluded. Scopes of <c>new</c> are decided by this.</summary>
    public bool Contains(int position) => Start < position && position < End;
}

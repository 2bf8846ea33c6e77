using System.Text;

namespace Fluence.Air.Syntax;

/// <summary>A named operand. The name includes the tag, so <c>#a</c> and <c>#$a</c> are different variables.</summary>
/// <param name="Name">The name with its tag.</param>
/// <param name="Slot">The number of the name in this script, from 0: equal names, and only they, have equal slots.</param>
/// <param name="Position">Where the name stands; it decides which <c>new</c> it belongs to.</param>
/// <param name="Lambda">What is taken out of the variable; null for all of it.</param>
public abstract record Variable(string Name, int Slot, int Position, Lambda? Lambda) : Value
{
    internal sealed override void WriteTo(StringBuilder text) => text.Append(Name).Append(Lambda?.Text);
}

/// <summary><c>name</c>: one JSON value, or an iterator.</summary>
public sealed record Scalar(string Name, int Slot, int Position, Lambda? Lambda = null) : Variable(Name, Slot, Position, Lambda);

/// <summary><c>$name</c>: a growing list of values; never with a lambda.</summary>
public sealed record Stream(string Name, int Slot, int Position) : Variable(Name, Slot, Position, null);

/// <summary><c>%name</c>: a growing multimap; never with a lambda.</summary>
public sealed record StreamMap(string Name, int Slot, int Position) : Variable(Name, Slot, Position, null);

/// <summary><c>#name</c> or <c>#$name</c>: the contents of a stream as one peer has fixed them.</summary>
public sealed record CanonStream(string Name, int Slot, int Position, Lambda? Lambda = null) : Variable(Name, Slot, Position, Lambda);

/// <summary><c>#%name</c>: the contents of a stream map as one peer has fixed them.</summary>
public sealed record CanonStreamMap(string Name, int Slot, int Position, Lambda? Lambda = null) : Variable(Name, Slot, Position, Lambda);

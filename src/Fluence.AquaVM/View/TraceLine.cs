namespace Fluence.AquaVM.View;

/// <summary>What kind of thing a line of a trace tree tells of.</summary>
public enum TraceLineKind
{
    /// <summary>The inner structure of the trace: a branch or an iteration begins.</summary>
    Structure,

    /// <summary>A result that a peer has made and signed.</summary>
    Result,

    /// <summary>A service's error, signed by the peer.</summary>
    Failure,

    /// <summary>Something was asked for and is not there yet.</summary>
    Request,

    /// <summary>Something that the data refer to but do not hold, or hold twice.</summary>
    Problem,
}

/// <summary>One line of a trace for people.</summary>
/// <param name="Depth">How deep it lies within branches and iterations.</param>
/// <param name="Position">The position of the state in the trace, from 0; null for lines that only give structure.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="PeerId">The peer that did it; null when none did.</param>
/// <param name="Text">What happened, in words: <c>service.function</c>, <c>canon</c>, <c>par</c> …</param>
/// <param name="Value">The JSON text of the value, or null.</param>
public sealed record TraceLine(int Depth, int? Position, TraceLineKind Kind, string? PeerId, string Text, string? Value);

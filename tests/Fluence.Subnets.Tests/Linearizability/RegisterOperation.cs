namespace Fluence.Subnets.Tests.Linearizability;

/// <summary>One operation on a register.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; <see cref="long.MaxValue"/> for a write of which nobody knows.</param>
/// <param name="IsWrite">Whether it wrote.</param>
/// <param name="Value">What it wrote or read; an empty text is what a register has at first.</param>
internal sealed record RegisterOperation(long Start, long End, bool IsWrite, string Value);

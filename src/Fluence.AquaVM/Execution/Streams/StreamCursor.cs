namespace Fluence.AquaVM.Execution.Streams;

/// <summary>How many generations a fold has seen.</summary>
internal readonly record struct StreamCursor(long Previous, long Current, long New);

namespace Fluence.Marine.Configuration;

/// <summary>Something in a configuration that has no effect.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Problem">What it is, and what was probably meant.</param>
public sealed record ConfigWarning(string File, int Line, string Problem);

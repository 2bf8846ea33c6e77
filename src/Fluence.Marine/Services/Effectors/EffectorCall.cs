namespace Fluence.Marine.Services.Effectors;

/// <summary>A program that a module wants to run.</summary>
/// <param name="Module">The module.</param>
/// <param name="Path">The program's path, as the configuration mounts it.</param>
/// <param name="Arguments">Its arguments, which no shell looks at.</param>
/// <param name="CancellationToken">Ends the program together with the call.</param>
public sealed record EffectorCall(string Module, string Path, IReadOnlyList<string> Arguments, CancellationToken CancellationToken);

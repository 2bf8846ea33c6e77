namespace Fluence.Marine.Services.Host;

/// <summary>A line that a module logs.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Level">How important it is.</param>
/// <param name="Message">The line.</param>
public sealed record ServiceLogEntry(string Module, ServiceLogLevel Level, string Message);

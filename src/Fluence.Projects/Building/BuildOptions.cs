namespace Fluence.Projects.Building;

/// <summary>How modules are built.</summary>
public sealed record BuildOptions
{
    /// <summary>The arguments of <c>cargo build</c> where neither the command nor the project says others.</summary>
    public const string DefaultCargoArguments = "--release";

    /// <summary>Arguments for <c>cargo build</c>; null for those of the project, or the default.</summary>
    public string? CargoArguments { get; init; }

    /// <summary>Takes what compilers say, as they say it.</summary>
    public TextWriter Messages { get; init; } = TextWriter.Null;

    /// <summary>The clock for the build time in manifests, which also measures builds.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace Fluence.Cli.Aqua;

/// <summary>What is told beside results, each level all of those before it.</summary>
internal enum LogLevel
{
    /// <summary>Nothing; the exit code remains.</summary>
    Off,

    /// <summary>What prevents compiling.</summary>
    Error,

    /// <summary>What probably is not meant.</summary>
    Warn,

    /// <summary>What was compiled.</summary>
    Info,

    /// <summary>What was read.</summary>
    Debug,

    /// <summary>Where files were looked for.</summary>
    Trace,
}

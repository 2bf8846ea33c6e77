namespace Fluence.Marine.Services.Host;

/// <summary>How important a line of a module's log is, with the numbers of the SDK.</summary>
public enum ServiceLogLevel
{
    /// <summary>Something failed.</summary>
    Error = 1,

    /// <summary>Something may be wrong.</summary>
    Warn = 2,

    /// <summary>What happens, for users.</summary>
    Info = 3,

    /// <summary>What happens, for developers.</summary>
    Debug = 4,

    /// <summary>Every step. Numbers that are no level stand for it.</summary>
    Trace = 5,
}

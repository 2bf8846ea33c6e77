using Fluence.Marine.Services;

namespace Fluence.Marine;

/// <summary>What Marine cannot accept. Messages are for people; where the original has a text for the case, it is that text.</summary>
public abstract class MarineException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Bytes are no Wasm module, or one of Marine's sections in it is absent or corrupted.</summary>
/// <param name="message">What is wrong, and where.</param>
/// <param name="section">The section, as people name it: a custom section by its name.</param>
/// <param name="offset">
/// Where in the section's body (or in the module, if there is no section) reading stopped; null where it is no place.
/// </param>
public sealed class ModuleFormatException(string message, string section, int? offset = null) : MarineException(message)
{
    /// <summary>The section, as people name it: a custom section by its name.</summary>
    public string Section { get; } = section;

    /// <summary>The offset in bytes in the section's body, or in the module if it is the module that cannot be read.</summary>
    public int? Offset { get; } = offset;
}

/// <summary>
/// Interface types cannot be generated or written: a name or a list is too long, a record is unknown or goes round in a circle.
/// </summary>
public sealed class InterfaceException(string message) : MarineException(message);

/// <summary>JSON does not fit the types of a function, or values do not.</summary>
public sealed class ValueJsonException(string message) : MarineException(message);

/// <summary>Values cannot be read from or written to a module's memory.</summary>
public sealed class MemoryLayoutException(string message) : MarineException(message);

/// <summary>A configuration cannot be used. The message names file, line and key.</summary>
/// <param name="file">The file as it was given.</param>
/// <param name="line">The line, from 1; 0 where it is the whole file.</param>
/// <param name="problem">What is wrong and what is expected.</param>
public sealed class MarineConfigException(string file, int line, string problem)
    : MarineException(line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}")
{
    /// <summary>The file as it was given.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1; 0 where it is the whole file.</summary>
    public int Line { get; } = line;
}

/// <summary>A service cannot be put together.</summary>
/// <param name="error">What went wrong.</param>
/// <param name="cause">What was behind it.</param>
public sealed class MarineLoadException(ServiceError error, Exception? cause = null) : MarineException(error.Message, cause)
{
    /// <summary>What went wrong.</summary>
    public ServiceError Error { get; } = error;
}

/// <summary>A call of a service failed.</summary>
/// <param name="error">What went wrong.</param>
/// <param name="cause">What was behind it.</param>
public sealed class MarineCallException(ServiceError error, Exception? cause = null) : MarineException(error.Message, cause)
{
    /// <summary>What went wrong.</summary>
    public ServiceError Error { get; } = error;
}

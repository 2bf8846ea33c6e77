namespace Fluence.Services.Storage;

/// <summary>What a peer keeps could not be read or written. The message names the file.</summary>
public sealed class StateException(string message, Exception? cause = null) : IOException(message, cause);

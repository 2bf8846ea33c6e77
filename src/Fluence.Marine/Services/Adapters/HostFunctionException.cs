namespace Fluence.Marine.Services.Adapters;

/// <summary>A function that the host offers to modules cannot do what it was asked for.</summary>
internal sealed class HostFunctionException(string message, Exception? cause = null) : Exception(message, cause);

namespace Fluence.Peer.Configuration;

/// <summary>The configuration cannot be used. The message says where, what, and what to do.</summary>
public sealed class ConfigException(string message) : Exception(message);

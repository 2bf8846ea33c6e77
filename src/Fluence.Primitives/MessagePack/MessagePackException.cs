namespace Fluence.Primitives.MessagePack;

/// <summary>Bytes are not the MessagePack that was expected.</summary>
public sealed class MessagePackException(string message) : FormatException(message);

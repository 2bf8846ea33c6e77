namespace Fluence.Libp2p;

/// <summary>A connection, a stream or a dial did not work.</summary>
/// <param name="reason">A short word for metrics and logs, in snake case.</param>
/// <param name="message">What happened, for a human.</param>
/// <param name="innerException">The cause, if there is one.</param>
public class Libp2pException(string reason, string message, Exception? innerException = null) : IOException(message, innerException)
{
    /// <summary>A short word for metrics and logs, in snake case.</summary>
    public string Reason { get; } = reason;
}

/// <summary>The remote side broke a protocol; its connection is not used any longer.</summary>
public sealed class ProtocolViolationException(string reason, string message, Exception? innerException = null)
    : Libp2pException(reason, message, innerException);

/// <summary>No address of a peer could be reached.</summary>
public sealed class DialException(string reason, string message, Exception? innerException = null)
    : Libp2pException(reason, message, innerException);

/// <summary>The remote side speaks none of the proposed protocols.</summary>
public sealed class UnsupportedProtocolException(string message) : Libp2pException("unsupported_protocol", message);

/// <summary>The stream was reset, by this side, by the remote side, or because its connection ended.</summary>
public sealed class StreamResetException(string reason, string message, Exception? innerException = null)
    : Libp2pException(reason, message, innerException);

/// <summary>A limit of <see cref="Libp2pOptions"/> stands in the way.</summary>
public sealed class LimitExceededException(string reason, string message) : Libp2pException(reason, message);

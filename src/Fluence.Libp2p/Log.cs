using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Microsoft.Extensions.Logging;

namespace Fluence.Libp2p;

/// <summary>What this layer logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, Multiaddr address);

    [LoggerMessage(1001, LogLevel.Debug, "Connected with {Peer} at {Address}")]
    public static partial void Connected(ILogger logger, PeerId peer, Multiaddr address);

    [LoggerMessage(1002, LogLevel.Debug, "Connection with {Peer} at {Address} ended: {Reason}: {Message}")]
    public static partial void Disconnected(ILogger logger, PeerId peer, Multiaddr address, string reason, string message);

    [LoggerMessage(1003, LogLevel.Debug, "Handshake with {Address} failed: {Reason}: {Message}")]
    public static partial void HandshakeFailed(ILogger logger, string address, string reason, string message);

    [LoggerMessage(1004, LogLevel.Warning, "Refused a connection: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(1005, LogLevel.Debug, "A stream of {Peer} was lost: {Message}")]
    public static partial void StreamLost(ILogger logger, PeerId peer, string message);

    [LoggerMessage(1006, LogLevel.Warning, "A protocol handler failed on a stream of {Peer}")]
    public static partial void HandlerFailed(ILogger logger, PeerId peer, Exception exception);

    [LoggerMessage(1007, LogLevel.Debug, "Could not identify {Peer}: {Message}")]
    public static partial void IdentifyFailed(ILogger logger, PeerId peer, string message);

    [LoggerMessage(1008, LogLevel.Warning, "Accepting connections on {Address} failed once: {Message}")]
    public static partial void AcceptFailed(ILogger logger, Multiaddr address, string message);

    [LoggerMessage(1009, LogLevel.Error, "A background task of the host failed")]
    public static partial void WorkFailed(ILogger logger, Exception exception);

    [LoggerMessage(1010, LogLevel.Debug, "A lookup ended: {Outcome}, {Requests} requests, {Milliseconds} ms")]
    public static partial void LookedUp(ILogger logger, string outcome, int requests, double milliseconds);

    [LoggerMessage(1011, LogLevel.Debug, "{Peer} does not answer and was dropped from the routing table")]
    public static partial void PeerDropped(ILogger logger, PeerId peer);

    [LoggerMessage(1012, LogLevel.Debug, "Refreshed the routing table: {Done}, it has {Count} peers")]
    public static partial void Refreshed(ILogger logger, bool done, int count);
}

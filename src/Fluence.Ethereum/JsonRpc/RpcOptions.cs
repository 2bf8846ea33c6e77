namespace Fluence.Ethereum.JsonRpc;

/// <summary>The bounds of a connection to an endpoint.</summary>
public sealed record RpcOptions
{
    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How large an answer may be, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>How long to wait, at first and at most, before a WebSocket is opened again.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait at most before a WebSocket is opened again.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many notifications of a subscription may wait to be read; then the connection is read no further.</summary>
    public int MaxWaitingNotifications { get; init; } = 1024;

    /// <summary>How many blocks before the last one seen are asked for again after a reconnection.</summary>
    public int BackfillOverlap { get; init; } = 16;

    /// <summary>The clock of the delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

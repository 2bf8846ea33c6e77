using Fluence.Crypto;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Client;

/// <summary>How a client connects, and who it is.</summary>
public sealed record FluenceClientOptions
{
    /// <summary>The client's key; null makes one.</summary>
    public KeyPair? Identity { get; init; }

    /// <summary>Where to log.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one relay has to answer before the next one is tried. The original client's default.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The pause before relays are dialled again when none of them answers; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two rounds of dialling.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}

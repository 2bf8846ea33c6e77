namespace Fluence.Ethereum.Logs;

/// <summary>How a <see cref="LogReader"/> reads.</summary>
public sealed record LogReaderOptions
{
    /// <summary>The first block.</summary>
    public ulong FirstBlock { get; init; }

    /// <summary>In how many blocks an event has to be buried, its own included, before it is read.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>How many of the newest blocks may leave the chain. Of those every header is read, and compared.</summary>
    public int ReorganisationDepth { get; init; } = 64;

    /// <summary>How many blocks are asked for at once at first.</summary>
    public ulong FirstRange { get; init; } = 1000;

    /// <summary>How many blocks are asked for at once at most.</summary>
    public ulong MaxRange { get; init; } = 10_000;

    /// <summary>How often the chain is asked for new blocks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait after the endpoint has failed; doubled each time, up to a minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often in a row the endpoint may fail before its last failure is thrown; null where it is asked for ever.</summary>
    public int? MaxTries { get; init; }

    /// <summary>Whether reading goes on when the newest block is read.</summary>
    public bool Follow { get; init; } = true;
}

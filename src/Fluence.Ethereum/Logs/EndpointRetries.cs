namespace Fluence.Ethereum.Logs;

/// <summary>
/// Asks an endpoint again when it has failed, later and later, and tells of each failure; gives up where the options say so.
/// </summary>
/// <param name="options">The delays, and how often.</param>
/// <param name="time">The clock of the delays.</param>
public sealed class EndpointRetries(LogReaderOptions options, TimeProvider? time = null)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private TimeSpan _delay = options.RetryDelay;
    private int _failures;

    /// <summary>Told of each failure, before the delay after which the endpoint is asked again.</summary>
    public event Action<EthereumException, TimeSpan>? Failed;

    /// <summary>What the endpoint failed with last; null while it answers.</summary>
    public EthereumException? LastFailure { get; private set; }

    /// <summary>Notes that the endpoint has answered: the next failure counts as the first.</summary>
    public void Succeed() => (LastFailure, _delay, _failures) = (null, options.RetryDelay, 0);

    /// <summary>Notes a failure, and waits until the endpoint may be asked again.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="EthereumException">The failure, after as many in a row as <see cref="LogReaderOptions.MaxTries"/> says.</exception>
    public async Task WaitAsync(EthereumException failure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(failure);
        LastFailure = failure;
        if (++_failures >= options.MaxTries)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        Failed?.Invoke(failure, _delay);
        await Task.Delay(_delay, _time, cancellation);
        _delay = _delay * 2 < MaxDelay ? _delay * 2 : MaxDelay;
    }
}

using Fluence.Ethereum;
using Microsoft.Extensions.Logging;

namespace Fluence.Proofs.Capacity;

/// <summary>A physical core that works for a unit, with threads of its own.</summary>
internal sealed partial class CoreWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly Action<int>? _enter;
    private readonly HashCounter _hashes;
    private readonly ILogger _logger;
    private readonly Task[] _ends;
    private volatile string? _problem;

    /// <param name="core">The core's number.</param>
    /// <param name="work">What it works at.</param>
    /// <param name="options">How many threads it has.</param>
    /// <param name="hashes">Counts its hashes.</param>
    /// <param name="logger">Told why it had to end.</param>
    public CoreWork(int core, UnitWork work, ProverOptions options, HashCounter hashes, ILogger logger)
    {
        (Core, Work, _enter, _hashes, _logger) = (core, work, options.Enter, hashes, logger);
        _ends = [.. Enumerable.Range(0, Math.Max(1, options.ThreadsPerCore)).Select(Start)];
    }

    /// <summary>The core's number.</summary>
    public int Core { get; }

    /// <summary>What it works at.</summary>
    public UnitWork Work { get; }

    /// <summary>Why it works no more; null where it works, or has nothing left to do.</summary>
    public string? Problem => _problem;

    /// <summary>Ends the work, which takes as long as a part of a dataset at most.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_ends);
        _leaving.Dispose();
    }

    private Task Start(int number)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            Run();
            ended.SetResult();
        })
        {
            IsBackground = true, Name = $"prover {Core}.{number}",
        };
        thread.Start();
        return ended.Task;
    }

    private void Run()
    {
        try
        {
            _enter?.Invoke(Core);
            Work.Run(_hashes, _leaving.Token);
            if (Work.IsFull && !_leaving.IsCancellationRequested)
            {
                LogFull(Core, Work.Unit);
            }
        }
#pragma warning disable CA1031 // the other cores go on, and who asks is told
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _problem = failure.Message;
            LogFailed(failure, Core, Work.Unit);
        }
    }

    [LoggerMessage(EventId = 6110, Level = LogLevel.Error, Message = "core {Core} proves unit {Unit} no more")]
    private partial void LogFailed(Exception failure, int core, Bytes32 unit);

    [LoggerMessage(EventId = 6111, Level = LogLevel.Warning,
        Message = "core {Core} rests: unit {Unit} has as many proofs as are kept of it in an epoch")]
    private partial void LogFull(int core, Bytes32 unit);
}

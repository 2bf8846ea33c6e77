using System.Collections.Immutable;
using Fluence.Ethereum;
using Fluence.RandomX;
using Microsoft.Extensions.Logging;

namespace Fluence.Proofs.Capacity;

/// <summary>
/// Proves the capacity of compute units: physical cores look for nonces whose hashes are small enough. What it is to do and what it has
/// found is kept in a folder, and it goes on with that after a restart. For any number of threads.
/// </summary>
public sealed partial class CapacityProver : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly ProverOptions _options;
    private readonly ILogger _logger;
    private readonly ProofFolder _proofs;
    private readonly Dictionary<Bytes32, UnitWork> _units = [];
    private readonly SortedDictionary<int, CoreWork> _cores = [];
    private readonly Dictionary<int, HashCounter> _hashes = [];
    private CapacityEpoch? _epoch;

    private CapacityProver(string folder, ProverOptions options, CapacityEpoch? epoch, ILogger logger)
    {
        _folder = folder;
        _options = options;
        _epoch = epoch;
        _logger = logger;
        _proofs = new ProofFolder(folder, epoch, logger);
    }

    /// <summary>Opens a prover, which goes on with what it did when it ran last.</summary>
    /// <param name="folder">The folder of its state, made where it is not there; no other prover uses it.</param>
    /// <param name="options">How it works.</param>
    /// <param name="logger">Told what it does.</param>
    /// <param name="cancellation">Ends opening.</param>
    /// <exception cref="ProverException">The folder cannot be read, or there is not enough memory for what it did.</exception>
    public static async Task<CapacityProver> OpenAsync(
        string folder, ProverOptions options, ILogger logger, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProverState? former = ProverState.Load(folder);
        CapacityProver prover = new(folder, options, former?.Epoch, logger);
        if (former is not null)
        {
            try
            {
                await prover.ProveAsync(former.Epoch, former.Units, cancellation);
            }
            catch
            {
                await prover.DisposeAsync();
                throw;
            }
        }

        return prover;
    }

    /// <summary>What each core does now, by its number.</summary>
    public ImmutableSortedDictionary<int, CoreStatus> Status
    {
        get
        {
            lock (_lock)
            {
                return _cores.ToImmutableSortedDictionary(static each => each.Key, each => new CoreStatus(
                    each.Value.Work.Unit, each.Value.Work.Prepared, _hashes[each.Key].Count, each.Value.Problem));
            }
        }
    }

    /// <summary>
    /// Has cores work for units in an epoch, and the others for none. Cores that work for the same unit share its dataset, and a unit that
    /// goes on with other cores keeps it. With a new epoch the proofs of the last one are gone.
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="units">The unit of each core, by the number of the physical core.</param>
    /// <param name="cancellation">Gives up waiting for other calls.</param>
    /// <exception cref="ProverException">
    /// There is not enough memory for all units, while the others are worked at; or the state cannot be written, and nothing new begins.
    /// </exception>
    public async Task ProveAsync(CapacityEpoch epoch, IReadOnlyDictionary<int, Bytes32> units, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        ArgumentNullException.ThrowIfNull(units);
        await _turn.WaitAsync(cancellation);
        try
        {
            await LeaveAsync(core => core.Work.Epoch != epoch || core.Problem is not null
                || !units.TryGetValue(core.Core, out Bytes32 unit) || unit != core.Work.Unit);
            if (epoch != _epoch)
            {
                _proofs.Clear();
                _epoch = epoch;
                LogEpoch(epoch.GlobalNonce, epoch.Difficulty, units.Count);
            }

            // before anything is found: a restart removes the proofs of other epochs
            ProverState.Save(_folder, new ProverState(epoch, units.ToImmutableSortedDictionary()));
            Queue<RandomXDataset> room = new(Forget(work => work.Epoch != epoch || !units.Values.Contains(work.Unit)));
            string? problem = Begin(epoch, units, room);
            foreach (RandomXDataset unused in room)
            {
                unused.Dispose();
            }

            if (problem is not null)
            {
                throw new ProverException(problem);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Has no core work any more. What was found stays until the next epoch.</summary>
    /// <exception cref="ProverException">The state cannot be written.</exception>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await EndAsync();

            // with the epoch, so that a restart does not take its proofs for those of another one
            ProverState.Save(_folder, _epoch is null ? null : new ProverState(_epoch, ImmutableSortedDictionary<int, Bytes32>.Empty));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The proofs of the present epoch with greater numbers, in their order.</summary>
    /// <param name="number">0 for all.</param>
    /// <param name="limit">How many at most.</param>
    public ImmutableArray<FoundProof> ProofsAfter(ulong number, int limit = int.MaxValue) => _proofs.After(number, limit);

    /// <summary>Ends all work; another prover that is opened on the folder goes on with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await EndAsync();
        _turn.Dispose();
    }

    private async Task EndAsync()
    {
        await LeaveAsync(static _ => true);
        foreach (RandomXDataset dataset in Forget(static _ => true))
        {
            dataset.Dispose();
        }
    }

    /// <summary>Has cores leave their work.</summary>
    private async Task LeaveAsync(Predicate<CoreWork> isLeaving)
    {
        List<CoreWork> leaving;
        lock (_lock)
        {
            leaving = [.. _cores.Values.Where(core => isLeaving(core))];
            leaving.ForEach(core => _cores.Remove(core.Core));
        }

        await Task.WhenAll(leaving.Select(static core => core.DisposeAsync().AsTask()));
    }

    /// <summary>Ends work that no core is at any more.</summary>
    /// <returns>The datasets, whose room others can take.</returns>
    private List<RandomXDataset> Forget(Predicate<UnitWork> isOver)
    {
        List<RandomXDataset> free = [];
        foreach (UnitWork work in _units.Values.Where(work => isOver(work)).ToList())
        {
            _units.Remove(work.Unit);
            work.Dispose();
            free.Add(work.Dataset);
        }

        return free;
    }

    /// <summary>Has the cores begin that do not work yet.</summary>
    /// <returns>Why some do not; null where all do.</returns>
    private string? Begin(CapacityEpoch epoch, IReadOnlyDictionary<int, Bytes32> units, Queue<RandomXDataset> room)
    {
        string? problem = null;
        foreach ((int core, Bytes32 unit) in units.OrderBy(static each => each.Key))
        {
            if (_cores.ContainsKey(core))
            {
                continue;
            }

            if (!_units.TryGetValue(unit, out UnitWork? work))
            {
                if ((room.TryDequeue(out RandomXDataset? dataset) ? dataset : Allocate()) is not { } own)
                {
                    problem ??= $"there is no memory for unit {unit}, which needs {_options.Parameters.DatasetSize >> 20} MiB";
                    continue;
                }

                work = new UnitWork(epoch, unit, own, _options, _proofs);
                _units.Add(unit, work);
            }

            lock (_lock)
            {
                _hashes.TryAdd(core, new HashCounter());
                _cores.Add(core, new CoreWork(core, work, _options, _hashes[core], _logger));
            }
        }

        return problem;
    }

    private RandomXDataset? Allocate()
    {
        try
        {
            return new RandomXDataset(_options.Parameters);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 6120, Level = LogLevel.Information,
        Message = "a new epoch: global nonce {GlobalNonce}, difficulty {Difficulty}; {Cores} cores prove")]
    private partial void LogEpoch(Bytes32 globalNonce, Bytes32 difficulty, int cores);
}

/// <summary>What a core does.</summary>
/// <param name="Unit">The unit that it proves.</param>
/// <param name="Prepared">How much of the unit's dataset is made, from 0 to 1; hashes are made from then on.</param>
/// <param name="Hashes">How many hashes it has made since the prover was opened.</param>
/// <param name="Problem">Why it does nothing; null where nothing is wrong.</param>
public sealed record CoreStatus(Bytes32 Unit, double Prepared, long Hashes, string? Problem);

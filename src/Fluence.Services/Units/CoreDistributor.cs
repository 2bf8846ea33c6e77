using System.Collections.Immutable;
using Fluence.Services.Deals;
using Fluence.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Units;

/// <summary>
/// Which physical core belongs to which compute unit. The first cores are the peer's own. A unit that had a core gets the same one again
/// where it is free. For any number of threads.
/// </summary>
internal sealed partial class CoreDistributor
{
    private readonly Lock _lock = new();
    private readonly StateDatabase _state;
    private readonly UnitOptions _options;
    private readonly ILogger _logger;
    private readonly ImmutableArray<CpuCore> _all;
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _remembered;
    private readonly HashSet<string> _without = new(StringComparer.Ordinal);

    /// <param name="all">The cores that the peer uses, its own first.</param>
    /// <param name="state">Where it is kept which unit has which.</param>
    /// <param name="options">How many are the peer's own.</param>
    /// <param name="logger">Told of units without cores.</param>
    /// <exception cref="StateException">What is kept cannot be read.</exception>
    public CoreDistributor(ImmutableArray<CpuCore> all, StateDatabase state, UnitOptions options, ILogger logger)
    {
        _all = all;
        _state = state;
        _options = options;
        _logger = logger;
        _remembered = new Dictionary<string, int>(
            state.Read("SELECT unit, core FROM cores", row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1))),
            StringComparer.Ordinal);
    }

    /// <summary>The cores of the peer itself.</summary>
    public ImmutableArray<CpuCore> System => [.. _all.Take(_options.SystemCores)];

    private IEnumerable<CpuCore> ForUnits =>
        _options.IsShared && _all.Length <= _options.SystemCores ? _all : _all.Skip(_options.SystemCores);

    /// <summary>Gives units cores: to each the one that it has already, had before, or that is free, the last ones first.</summary>
    /// <returns>Null where each has one now; otherwise why not, and none was given.</returns>
    public string? Acquire(IReadOnlyCollection<string> units)
    {
        lock (_lock)
        {
            List<string> wanting = [.. units.Where(unit => !_taken.ContainsKey(unit)).Distinct(StringComparer.Ordinal)];
            HashSet<int> free = [.. ForUnits.Select(core => core.Id).Except(_taken.Values)];
            if (wanting.Count > free.Count && !_options.IsShared)
            {
                return $"Couldn't assign core: no free cores left. Required: {wanting.Count}, available: {free.Count}, of the "
                    + $"{_all.Length} cores in cpus_range {_options.SystemCores} are the peer's own (system_cpu_count)";
            }

            // those that had one first, so that no other takes it
            foreach (string unit in wanting.OrderBy(unit => !(_remembered.TryGetValue(unit, out int core) && free.Contains(core))))
            {
                if (Choose(unit, free) is not { } core)
                {
                    return "Couldn't assign core: this peer has no cores for units, all are its own (system_cpu_count)";
                }

                free.Remove(core);
                _taken[unit] = core;
                Remember(unit, core);
            }

            return null;
        }
    }

    /// <summary>Takes cores back from units.</summary>
    public void Release(IEnumerable<string> units)
    {
        lock (_lock)
        {
            foreach (string unit in units)
            {
                _taken.Remove(unit);
            }
        }
    }

    /// <summary>The cores of units; none for those that have none.</summary>
    public ImmutableArray<CpuCore> Of(IEnumerable<string> units)
    {
        lock (_lock)
        {
            HashSet<int> cores = [.. units.Where(_taken.ContainsKey).Select(unit => _taken[unit])];
            return [.. _all.Where(core => cores.Contains(core.Id))];
        }
    }

    /// <summary>
    /// Gives every unit that the peer has on the chain a core, proving or in a deal, and forgets those that it has no more.
    /// </summary>
    public void Keep(DealSnapshot snapshot)
    {
        HashSet<string> units = [.. snapshot.Units.Select(unit => unit.Id)];
        List<string> gone;
        lock (_lock)
        {
            gone = [.. _remembered.Keys.Where(unit => !units.Contains(unit))];
            foreach (string unit in gone)
            {
                _remembered.Remove(unit);
                _taken.Remove(unit);
                _state.Write(new Statement("DELETE FROM cores WHERE unit = ?1", unit));
            }

            _without.IntersectWith(units);
        }

        // those in deals first: where there are too few cores, proving waits
        foreach (ComputeUnit unit in snapshot.Units.OrderBy(unit => unit.Deal is null))
        {
            if (Acquire([unit.Id]) is { } problem && _without.Add(unit.Id))
            {
                LogWithoutCore(unit.Id, problem);
            }
        }
    }

    private int? Choose(string unit, HashSet<int> free) =>
        _remembered.TryGetValue(unit, out int former) && free.Contains(former) ? former
        : free.Count > 0 ? free.Max()
        : ForUnits.Select(core => (int?)core.Id).MinBy(core => _taken.Values.Count(taken => taken == core));

    private void Remember(string unit, int core)
    {
        if (_remembered.TryGetValue(unit, out int former) && former == core)
        {
            return;
        }

        _remembered[unit] = core;
        _state.Write(new Statement("INSERT OR REPLACE INTO cores (unit, core) VALUES (?1, ?2)", unit, core));
    }

    [LoggerMessage(EventId = 5340, Level = LogLevel.Warning, Message = "unit {Unit} has no core: {Reason}")]
    private partial void LogWithoutCore(string unit, string reason);
}

/// <summary>A physical core.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Threads">The logical processors that are on it.</param>
public sealed record CpuCore(int Id, ImmutableArray<int> Threads);

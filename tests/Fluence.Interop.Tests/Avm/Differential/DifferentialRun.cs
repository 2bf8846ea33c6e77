namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>A case on which both interpreters differ, and how.</summary>
internal sealed record Finding(NetworkCase Case, Difference Difference);

/// <summary>Runs many networks, on as many threads as asked for, each with an original of its own.</summary>
internal sealed class DifferentialRun(int firstSeed, int? count, int mutations = 0)
{
    private readonly Lock _lock = new();
    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<string, long> _deviations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, long> _codes = [];
    private int _taken;
    private int _done;

    /// <summary>Stop after so many differences.</summary>
    public int MostFindings { get; init; } = 1;

    /// <summary>Called after each network, with how many are done, under a lock.</summary>
    public Action<int> OnDone { get; init; } = static _ => { };

    public IReadOnlyList<Finding> Findings => _findings;

    public long Invokes { get; private set; }

    public long Mutated { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>What was met, for people.</summary>
    public string Summary =>
        $"{_done} networks from seed {firstSeed}, {Invokes} invokes compared ({Mutated} of them mutated, {Skipped} skipped), {_findings.Count} differences\n"
        + $"codes: {string.Join(", ", _codes.Select(static entry => $"{entry.Key} × {entry.Value}"))}\n"
        + $"known deviations: {string.Join(", ", _deviations.Select(static entry => $"{entry.Key} × {entry.Value}"))}";

    public void Run(int threads)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work, maxStackSize: 64 << 20))];
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
    }

    private void Work()
    {
        using BothVms vms = new();
        while (TakeSeed() is { } seed)
        {
            NetworkCase @case = NetworkCase.Random(seed, mutations);
            Difference? difference = RandomNetwork.Run(@case, vms);
            lock (_lock)
            {
                if (difference is not null)
                {
                    _findings.Add(new Finding(@case, difference));
                }

                OnDone(++_done);
            }
        }

        Add(vms);
    }

    private int? TakeSeed()
    {
        lock (_lock)
        {
            bool isOver = _findings.Count >= MostFindings || (count is { } most && _taken >= most);
            return isOver ? null : firstSeed + _taken++;
        }
    }

    private void Add(BothVms vms)
    {
        lock (_lock)
        {
            Invokes += vms.Invokes;
            Mutated += vms.Mutated;
            Skipped += vms.Skipped;
            foreach ((string name, long times) in vms.Deviations)
            {
                _deviations[name] = _deviations.GetValueOrDefault(name) + times;
            }

            foreach ((int code, long times) in vms.Codes)
            {
                _codes[code] = _codes.GetValueOrDefault(code) + times;
            }
        }
    }
}

using System.Collections.Concurrent;
using Fluence.Interop.Tests.Aqua.Behaviour;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Checks the programs of many seeds.</summary>
internal sealed class ProgramRun
{
    private const int Runs = 3, MostShrunk = 3;

    private readonly ConcurrentQueue<string> _differences = new();
    private readonly ConcurrentDictionary<ProgramAspect, int> _aspects = new();
    private int _next, _end, _accepted;

    /// <summary>The programs on which the compilers differ, shrunk, with the difference.</summary>
    public IReadOnlyCollection<string> Differences => _differences;

    /// <summary>How many programs the original accepts.</summary>
    public int Accepted => _accepted;

    /// <summary>
    /// On how many programs the original goes wrong: it fails, or its script lacks a sigil, or is no AIR, as is ours.
    /// </summary>
    public int OriginalWrong => _aspects.GetValueOrDefault(ProgramAspect.LostSigil) + _aspects.GetValueOrDefault(ProgramAspect.OriginalFails) + _aspects.GetValueOrDefault(ProgramAspect.NoScript);

    /// <summary>What the accepted programs did.</summary>
    public string Summary { get; private set; } = "";

    public async Task RunAsync(int seed, int count)
    {
        (_next, _end) = (seed, seed + count);
        string[] summaries = await Task.WhenAll(Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 4)).Select(_ => Task.Run(WorkAsync)));
        Summary = $"{count} programs, {_accepted} accepted, {_differences.Count} differ; "
            + string.Join(", ", _aspects.OrderBy(static each => each.Key).Select(static each => $"{each.Key}: {each.Value}")) + "\n" + string.Join('\n', summaries);
    }

    private async Task<string> WorkAsync()
    {
        await using ProgramCheck check = new(Runs);
        while (Interlocked.Increment(ref _next) - 1 is var seed && seed < _end)
        {
            AquaProgramText program = ProgramGenerator.Make(seed);
            ProgramVerdict verdict = await check.CheckAsync(program);
            Interlocked.Add(ref _accepted, verdict.IsAccepted ? 1 : 0);
            _aspects.AddOrUpdate(verdict.Aspect, 1, static (_, count) => count + 1);
            if (verdict.Aspect > ProgramAspect.NoScript)
            {
                if (_differences.Count < MostShrunk)
                {
                    (program, verdict) = await new ProgramShrinker(check).ShrinkAsync(program, verdict);
                }

                _differences.Enqueue($"seed {seed}: {verdict.Aspect}\n{verdict.Details}\n{program}");
            }
        }

        BehaviourComparer compared = check.Comparer;
        return $"{check.Scripts.Count} scripts of {check.Scripts.Bytes} bytes, {compared.Events} events, {compared.Responses} functions respond, "
            + $"{compared.Errors} report errors, {compared.Runs.Finished} of {compared.Runs.All} runs come to rest";
    }
}

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Makes a program on which the compilers differ as simple as it can while they differ in the same aspect.</summary>
internal sealed class ProgramShrinker(ProgramCheck check)
{
    private const int MostChecks = 1500;

    private int _checks;

    public async Task<(AquaProgramText Program, ProgramVerdict Verdict)> ShrinkAsync(AquaProgramText program, ProgramVerdict verdict)
    {
        (AquaProgramText Program, ProgramVerdict Verdict) best = (program, verdict);
        while (await SimplifyAsync(best) is { } simpler)
        {
            best = simpler;
        }

        return best;
    }

    private async Task<(AquaProgramText Program, ProgramVerdict Verdict)?> SimplifyAsync((AquaProgramText Program, ProgramVerdict Verdict) best)
    {
        foreach (AquaProgramText candidate in best.Program.Simpler())
        {
            if (_checks++ >= MostChecks)
            {
                return null;
            }

            ProgramVerdict verdict = await check.CheckAsync(candidate);
            if (verdict.Aspect == best.Verdict.Aspect && verdict.IsAccepted == best.Verdict.IsAccepted)
            {
                return (candidate, verdict);
            }
        }

        return null;
    }
}

using Fluence.Aqua.Emission;
using Fluence.Interop.Tests.Aqua.Behaviour;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Makes a program on which the compilers differ as simple as it can while they differ in the same aspect.</summary>
internal sealed class ProgramShrinker(ProgramCheck check)
{
    private const int MostChecks = 400;

    private int _checks;

    /// <summary>The simplest program found, and what differs on it.</summary>
    public async Task<(AquaProgramText Program, ProgramVerdict Verdict)> ShrinkAsync(AquaProgramText program, ProgramVerdict verdict)
    {
        (AquaProgramText Program, ProgramVerdict Verdict) best = (program, verdict);
        bool isSimpler = true;
        while (isSimpler && _checks < MostChecks)
        {
            isSimpler = false;
            for (int at = 0; await NextAsync(best, at) is { } next; at = next.At)
            {
                best = (next.Program, next.Verdict);
                isSimpler = true;
            }
        }

        return best;
    }

    /// <summary>The next simpler program, from the candidate with a number on: those before it have just been tried.</summary>
    private async Task<(AquaProgramText Program, ProgramVerdict Verdict, int At)?> NextAsync((AquaProgramText Program, ProgramVerdict Verdict) best, int at)
    {
        foreach (AquaProgramText candidate in best.Program.Simpler().Skip(at))
        {
            if (_checks >= MostChecks)
            {
                return null;
            }

            // most candidates lack what they name, which ours says soonest
            if (!best.Verdict.IsAccepted && best.Verdict.Aspect != ProgramAspect.OriginalFails || OurScripts.OfCode($"{candidate}", new AirOptions()).Errors.Count == 0)
            {
                _checks++;
                ProgramVerdict verdict = await check.CheckAsync(candidate);
                if (verdict.Aspect == best.Verdict.Aspect && verdict.IsAccepted == best.Verdict.IsAccepted)
                {
                    return (candidate, verdict, at);
                }
            }

            at++;
        }

        return null;
    }
}

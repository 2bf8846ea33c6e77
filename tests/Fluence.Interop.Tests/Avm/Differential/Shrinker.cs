namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Makes a case on which the interpreters differ as simple as it can while they still differ in the same way.</summary>
internal sealed class Shrinker(BothVms vms)
{
    private const int MostRuns = 4000;
    private const int OtherSeeds = 3;

    private int _runs;

    /// <summary>The simplest case found, and the difference there.</summary>
    public Finding Shrink(Finding finding)
    {
        Finding best = finding;
        while (_runs < MostRuns && Simplify(best) is { } simpler)
        {
            best = simpler;
        }

        return best;
    }

    private Finding? Simplify(Finding finding)
    {
        foreach (NetworkCase candidate in Candidates(finding.Case))
        {
            for (int i = 0; i <= OtherSeeds && _runs < MostRuns; i++)
            {
                _runs++;
                NetworkCase @case = candidate with { Seed = i == 0 ? candidate.Seed : i };
                if (RandomNetwork.Run(@case, vms) is { } difference && IsAlike(difference, finding.Difference))
                {
                    return new Finding(@case, difference);
                }
            }
        }

        return null;
    }

    private static bool IsAlike(Difference one, Difference other) =>
        (one.Aspect, one.In.Ours.Code, one.In.Theirs.Code) == (other.Aspect, other.In.Ours.Code, other.In.Theirs.Code);

    private static IEnumerable<NetworkCase> Candidates(NetworkCase @case)
    {
        if (@case.Losses > 0)
        {
            yield return @case with { Losses = 0 };
        }

        if (@case.Duplicates > 0)
        {
            yield return @case with { Duplicates = 0 };
        }

        if (@case.MostInvokes > 1)
        {
            yield return @case with { MostInvokes = @case.MostInvokes / 2 };
            yield return @case with { MostInvokes = @case.MostInvokes - 1 };
        }

        if (@case.Peers > 1)
        {
            yield return @case with
            {
                Peers = @case.Peers - 1,
                Script = @case.Script.Replace($"@{@case.Peers - 1}", $"@{@case.Peers - 2}", StringComparison.Ordinal),
            };
        }

        foreach (string script in ScriptReductions.Of(@case.Script))
        {
            yield return @case with { Script = script };
        }
    }
}

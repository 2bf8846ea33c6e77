using System.Globalization;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Random programs, compiled by the original and by ours: the same scripts, which do the same.</summary>
public sealed class ProgramTests(ITestOutputHelper output)
{
    private const int Seed = 1, DefaultCount = 40;

    /// <summary>How many programs; <c>FLUENCE_AQUA_PROGRAMS</c> says another number.</summary>
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("FLUENCE_AQUA_PROGRAMS"), CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    [NodeFact(OriginalCompiler.Folder)]
    public async Task Random_programs_become_the_same_scripts_and_do_the_same()
    {
        ProgramRun run = new();

        await run.RunAsync(Seed, Count);

        output.WriteLine(run.Summary);
        Assert.True(run.Differences.Count == 0, string.Join("\n\n", run.Differences));
        Assert.InRange(run.Accepted, Count * 9 / 10, Count);
        Assert.InRange(run.OriginalWrong, 0, Count / 20);
    }

    [NodeFact(OriginalCompiler.Folder)]
    public async Task A_difference_is_found_and_shrunk()
    {
        await using ProgramCheck check = new(seeds: 2, damage: static air => air.Replace("(\"values\" \"give0\")", "(\"values\" \"give1\")", StringComparison.Ordinal));
        (AquaProgramText program, ProgramVerdict verdict) = await FirstDifferenceAsync(check);

        (AquaProgramText shrunk, ProgramVerdict last) = await new ProgramShrinker(check).ShrinkAsync(program, verdict);

        output.WriteLine($"{Lines(program)} lines are shrunk to {Lines(shrunk)}:\n{shrunk}\n{last.Details}");
        Assert.Equal(ProgramAspect.Behaviour, last.Aspect);
        Assert.Contains("values.give1", last.Details, StringComparison.Ordinal);
        Assert.InRange(Lines(shrunk), 1, Lines(program) / 2);
    }

    [Fact]
    public void The_same_seed_makes_the_same_program() => Assert.Equal($"{ProgramGenerator.Make(5)}", $"{ProgramGenerator.Make(5)}");

    [Fact]
    public void Programs_use_all_of_the_language()
    {
        string all = string.Join('\n', Enumerable.Range(0, 60).Select(static seed => $"{ProgramGenerator.Make(seed)}"));

        string[] wanted =
        [
            " on ", " via ", "par ", "co ", "parseq ", " par:", " try:", " rec:", "try:", "catch ", "otherwise:", "if ", "else:", "join ", " <<- ", "*[", "?[",
            "!", ".length", ".copy(", "ability ", "data ", "const ", "func (", " ** ", " % ", " && ", " || ", " == ", " != ", " >= ", "{Ab",
        ];
        Assert.DoesNotContain(wanted, each => !all.Contains(each, StringComparison.Ordinal));
    }

    private static async Task<(AquaProgramText Program, ProgramVerdict Verdict)> FirstDifferenceAsync(ProgramCheck check)
    {
        for (int seed = 0; ; seed++)
        {
            AquaProgramText program = ProgramGenerator.Make(seed);
            ProgramVerdict verdict = await check.CheckAsync(program);
            if (verdict.Aspect == ProgramAspect.Behaviour)
            {
                return (program, verdict);
            }
        }
    }

    private static int Lines(AquaProgramText program) => $"{program}".Split('\n').Count(static line => line.Length > 0);
}

using System.Globalization;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>
/// Random sequences of calls by many actors, on a chain and in the model of the money; after every call all balances, statuses and counts
/// that the contracts show are what the model says. <c>FLUENCE_SEQUENCES</c> and <c>FLUENCE_SEED</c> choose how many, and from which seed
/// on; <c>./test --long contracts</c> runs them on all cores.
/// </summary>
public sealed class SequenceTests(ITestOutputHelper output)
{
    [AnvilFact]
    public Task Every_call_moves_the_money_as_the_model_says() => RunAsync(Code.Ours, Rules.Ours, onlyOriginal: false, 200);

    [AnvilFact]
    public async Task The_original_differs_from_ours_in_nothing_but_the_listed_defects()
    {
        await RunAsync(Code.Original, Rules.Original, onlyOriginal: true, 100);
        await RunAsync(Code.Ours, Rules.Ours, onlyOriginal: true, 100);
    }

    private async Task RunAsync(Code code, Rules rules, bool onlyOriginal, int otherwise)
    {
        await using SequenceSeries series = await SequenceSeries.StartAsync(code, rules, onlyOriginal);
        int first = Number("FLUENCE_SEED", 0);
        int count = Number("FLUENCE_SEQUENCES", otherwise);
        for (int seed = first; seed < first + count; seed++)
        {
            if (await series.RunAsync(seed) is { } difference)
            {
                Assert.Fail(difference);
            }
        }

        output.WriteLine(series.Summary);
        output.WriteLine($"each of these made a difference: {series.Needed}");
        output.WriteLine(series.Outcomes);
        if (count >= 100)
        {
            // A listed defect without which the original would have been described as well would be none.
            Assert.Equal(rules, series.Needed);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}

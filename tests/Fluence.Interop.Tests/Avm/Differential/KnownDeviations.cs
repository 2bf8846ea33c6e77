using Fluence.AquaVM;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>A difference that is meant to be; each stands in docs/COMPATIBILITY.md too.</summary>
internal sealed record Deviation(string Name, string Reason, Func<Difference, bool> Covers);

/// <summary>All differences that are meant to be.</summary>
internal static class KnownDeviations
{
    private static readonly int[] CodesWithOwnWords = [1, 2, 3, 4, 5];

    public static IReadOnlyList<Deviation> All { get; } =
    [
        new(
            "own words",
            "behind the colon the original has debug text of its libraries, which no script sees",
            static difference => difference.Aspect == Aspect.Error && CodesWithOwnWords.Contains(difference.In.Ours.Code)
                && BeforeColon(difference.Ours) == BeforeColon(difference.Theirs)),
        new(
            "which fault is told",
            "of several bad CIDs or signatures the original tells one at random, with debug text of its libraries, and no script sees it",
            static difference => difference.Aspect == Aspect.Error && difference.In.Ours.Code is 8 or 9),
        new(
            "order in error texts",
            "the original lists call results that nobody has taken, and the parts of a fold that does not fit, in random order",
            static difference => difference.Aspect == Aspect.Error && difference.In.Ours.Code is 30000 or 20000
                && Parts(difference.Ours).SequenceEqual(Parts(difference.Theirs))),
        new(
            "text that is read past its end",
            "where two references to a shared text disagree about its length, the original checks only the first",
            static difference => difference.Aspect == Aspect.Code && !difference.In.IsHonest && difference.In.Ours.Code == 2
                && difference.In.Theirs.Code == 8),
        new(
            "trap",
            "the original traps on data that honest peers do not make; ours has a code for everything",
            static difference => difference.Aspect == Aspect.Code && difference.In.Theirs.IsTrap && !difference.In.IsHonest
                && difference.In.Ours.Code is > 0 and not 40000),
        new(
            "error code from 2^63 on",
            "the original traps on `fail` with an error object whose code is that large; ours has a code for everything",
            static difference => difference.Aspect == Aspect.Code && difference.In.Theirs.IsTrap && difference.In.Ours.Code == 29002
                && difference.Theirs.Contains("instruction_error_definition.rs", StringComparison.Ordinal)),
        new(
            "values and errors that grow without bound",
            "the original traps when its memory is used up; ours has a bound of its own",
            static difference => difference.Aspect == Aspect.Code && difference.In.Theirs.IsTrap && difference.In.Ours.Code == 29003),
        new(
            "stream of new that a fold replaces",
            "the original traps on a `new` of a stream within a `new` of the same stream that the next step of a fold enters again",
            static difference => difference.Aspect == Aspect.Code && difference.In.Theirs.IsTrap && difference.In.Ours.Code == 29002
                && difference.Theirs.Contains("streams_variables.rs", StringComparison.Ordinal)),
        new(
            "lambda cut inside a character",
            "the original slices the text of a lambda in the middle of a character of several bytes; ours refuses the script",
            static difference => difference.Aspect == Aspect.Code && difference.In.Theirs.IsTrap && difference.In.Ours.Code == 1
                && difference.Theirs.Contains("lambda_ast_lexer.rs", StringComparison.Ordinal)),
        new(
            "value that is no JSON",
            "the original traps on meeting a value that is no JSON, although CID and signature are right; ours fails when a script looks into it",
            static difference => difference.Aspect == Aspect.Code && !difference.In.IsHonest && difference.In.Theirs.IsTrap
                && difference.Theirs.Contains("raw_value.rs", StringComparison.Ordinal)),
        new(
            "unsigned failure",
            "the original does not sign the failure of a call whose result is not JSON, so that the next peer rejects the data",
            static difference => difference.Aspect == Aspect.Data && difference.In.CallResults.Values.Any(IsNotJson)
                && OnlySignaturesDiffer(difference)),
    ];

    private static string BeforeColon(string text) => text.Split(':')[0];

    private static IEnumerable<string> Parts(string text) =>
        text.Split([' ', ',', '{', '}', '`']).Order(StringComparer.Ordinal);

    private static bool IsNotJson(CallResult result) => result.RetCode == 0 && !JsonValue.TryParse(result.Result, out _, out _);

    private static bool OnlySignaturesDiffer(Difference difference)
    {
        string[] ours = difference.Ours.Split('\n'), theirs = difference.Theirs.Split('\n');
        return ours.Except(theirs).Concat(theirs.Except(ours)).All(static line => line.StartsWith("signature ", StringComparison.Ordinal));
    }
}

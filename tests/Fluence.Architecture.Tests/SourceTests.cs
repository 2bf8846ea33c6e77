using System.Text.RegularExpressions;

namespace Fluence.Architecture.Tests;

/// <summary>Rules of the code that a compiler does not check.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 500;
    private const int MaxColumns = 140;

    // the pure core: no clock, no randomness, no input or output, no tasks or locks
    private static readonly string[] PureProjects = ["src/Fluence.Primitives", "src/Fluence.Air", "src/Fluence.AquaVM"];

    [Fact]
    public void No_file_is_longer_than_500_lines() => Assert.DoesNotContain(
        SourceTree.Sources("src", "tests", "bench").Select(file => (SourceTree.Relative(file), Lines: File.ReadLines(file).Count())),
        file => file.Lines > MaxLines);

    [Fact]
    public void No_line_is_longer_than_140_columns() => AssertNone(Violations(SourceTree.Sources("src", "bench"), LongLine()));

    [Fact]
    public void Nothing_blocks_on_a_task() => AssertNone(Violations(SourceTree.Sources("src"), Blocking()));

    [Fact]
    public void Nothing_is_left_undone() => AssertNone(Violations(SourceTree.Sources("src", "bench"), Undone()));

    [Fact]
    public void Tests_do_not_sleep() => AssertNone(Violations(
        SourceTree.Sources("tests").Where(file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal)), Sleeping()));

    [Fact]
    public void The_pure_core_has_no_clock_input_output_or_tasks() => AssertNone(Violations(SourceTree.Sources(PureProjects), Impure()));

    [Fact]
    public void Namespaces_follow_folders()
    {
        List<string> wrong = [];
        foreach (string file in SourceTree.Sources("src"))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(SourceTree.Root, "src"), file))!;
            string expected = folder.Replace(Path.DirectorySeparatorChar, '.');
            Match declared = Namespace().Match(File.ReadAllText(file));
            if (declared.Success && declared.Groups[1].Value != expected)
            {
                wrong.Add($"{SourceTree.Relative(file)} declares {declared.Groups[1].Value}, its folder says {expected}");
            }
        }

        AssertNone(wrong);
    }

    private static void AssertNone(List<string> violations) =>
        Assert.True(violations.Count == 0, string.Join('\n', violations));

    private static List<string> Violations(IEnumerable<string> files, Regex pattern)
    {
        List<string> found = [];
        foreach (string file in files)
        {
            found.AddRange(File.ReadLines(file).Index().Where(line => pattern.IsMatch(line.Item))
                .Select(line => $"{SourceTree.Relative(file)}:{line.Index + 1}: {line.Item.Trim()}"));
        }

        return found;
    }

    [GeneratedRegex(@"Async\([^)]*\)\.Result\b|[Tt]ask\.Result\b|\.Wait\(\)|async void|GetAwaiter\(\)\.GetResult|Thread\.Sleep")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|#region")]
    private static partial Regex Undone();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\((?!Timeout\.Infinite)|Skip = ""[^""]*""\)\]\s*$")]
    private static partial Regex Sleeping();

    private static Regex Impure() => new(string.Join('|',
        @"DateTime(Offset)?\.(Utc)?Now|Stopwatch|TimeProvider", @"\bTask\b[<.]|\bawait\b|\block \(", @"\bFile\.(Read|Write|Open)", @"Random\."));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    private static Regex LongLine() => new($"^.{{{MaxColumns + 1},}}$");
}

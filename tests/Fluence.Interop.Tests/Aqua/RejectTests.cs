using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Interop.Tests.Aqua;

/// <summary>Which sources are accepted, against the compiler from npm (0.14.6).</summary>
public sealed class RejectTests(ITestOutputHelper output)
{
    private const int Seed = 14, Count = 240;

    /// <summary>What we accept and 0.14.6 refuses, by the beginning of its name: the language has it from later versions on.</summary>
    private static readonly string[] AcceptedSince = ["newer/maps" /* 0.14.9 */, "newer/qualified" /* 0.14.11 */];

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Corpus");

    [NodeFact("aqua")]
    public async Task Right_sources_are_accepted_by_both()
    {
        string[] files =
        [
            .. Directory.GetFiles(Sources, "*.aqua", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            .. Directory.GetFiles(Path.Combine(RejectVerdict.Libraries, "@fluencelabs"), "*.aqua", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
        List<string> differences = [];
        int accepted = 0;
        foreach (RejectVerdict original in await RejectVerdict.OriginalsAsync(files))
        {
            RejectVerdict ours = RejectVerdict.Ours(original.File);
            accepted += original.IsAccepted && ours.IsAccepted ? 1 : 0;
            string name = Path.GetRelativePath(Sources, original.File).Replace('\\', '/');
            if (ours.IsAccepted != (original.IsAccepted || AcceptedSince.Any(known => name.StartsWith(known, StringComparison.Ordinal))))
            {
                differences.Add($"{name}: {ours.Message}{original.Message}");
            }
        }

        output.WriteLine($"{accepted} of {files.Length} are accepted by both");
        Assert.Empty(differences);
        Assert.InRange(accepted, 40, files.Length);
    }

    [NodeFact("aqua")]
    public async Task Mistakes_are_refused_by_both_mostly_on_the_same_line()
    {
        string folder = Directory.CreateTempSubdirectory("fluence-aqua-").FullName;
        try
        {
            List<string> files = Write(folder);
            List<RejectVerdict> originals = await RejectVerdict.OriginalsAsync(files);
            List<string> differences = [];
            int bothRefuse = 0, sameLine = 0;
            foreach (RejectVerdict original in originals)
            {
                RejectVerdict ours = RejectVerdict.Ours(original.File);
                if (ours.IsAccepted != original.IsAccepted)
                {
                    differences.Add($"ours: {ours.Message}\noriginal: {original.Message}\n{await File.ReadAllTextAsync(original.File)}");
                }
                else if (!ours.IsAccepted)
                {
                    bothRefuse++;
                    sameLine += original.Lines.Intersect(ours.Lines).Any() ? 1 : 0;
                }
            }

            output.WriteLine($"{Count - differences.Count} of {Count} agree; {bothRefuse} are refused by both, {sameLine} of these on the same line");
            Assert.True(differences.Count <= Count / 100, string.Join("\n----\n", differences));
            Assert.InRange(bothRefuse, Count / 4, Count);
            Assert.InRange(sameLine, bothRefuse * 8 / 10, bothRefuse);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Write(string folder)
    {
        Random random = new(Seed);
        Directory.CreateDirectory(Path.Combine(folder, "lib"));
        foreach (string library in Directory.GetFiles(Path.Combine(Sources, "lib")))
        {
            File.Copy(library, Path.Combine(folder, "lib", Path.GetFileName(library)));
        }

        string[] sources = [.. Directory.GetFiles(Sources, "*.aqua").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        List<string> files = [];
        for (int i = 0; i < Count; i++)
        {
            files.Add(Path.Combine(folder, $"mutated{i:000}.aqua"));
            File.WriteAllText(files[^1], RejectMutation.Apply(sources[random.Next(sources.Length)], random));
        }

        return files;
    }
}

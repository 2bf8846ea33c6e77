using Fluence.Air;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Compilation;

/// <summary>
/// The whole compiler with sources that somebody has spoilt: it always ends, with messages or with scripts that are well-formed. Words
/// and lines are moved rather than characters, so that much of it gets past the parser.
/// </summary>
public sealed class ChangedSourceTests
{
    private const int Seed = 31_000, Count = 1_500;

    [Fact]
    public void Changed_sources_are_compiled_or_refused()
    {
        Random random = new(Seed);
        string[] corpus = [.. AquaSource.Corpus];
        string[] words = [.. corpus.SelectMany(path => Words(File.ReadAllText(path))).Distinct()];
        int right = 0;
        for (int i = 0; i < Count; i++)
        {
            string path = corpus[random.Next(corpus.Length)];
            string changed = Change(File.ReadAllText(path), words, random);

            AquaProgram program = new AquaCompiler(new OneChanged(path, changed), AquaImports.None).Compile(path);

            Assert.All(program.Diagnostics, each => Assert.InRange(each.Span.End, each.Span.Start, each.Source.Text.Length));
            Assert.All(program.Functions, function => Assert.True(
                AirParser.Parse(function.Air).Root is not null, $"change {i} of {path}: the script of {function.Name} is not well-formed"));
            right += program.HasErrors ? 0 : 1;
        }

        // both ends are reached
        Assert.InRange(right, Count / 20, Count * 19 / 20);
    }

    private static string Change(string text, string[] words, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            if (random.Next(3) == 0)
            {
                string[] lines = text.Split('\n');
                int from = random.Next(lines.Length), to = random.Next(lines.Length);
                (lines[from], lines[to]) = random.Next(2) == 0 ? (lines[to], lines[from]) : (lines[from], lines[from]);
                text = string.Join('\n', lines);
                continue;
            }

            List<string> parts = Words(text);
            int place = random.Next(parts.Count);
            parts[place] = random.Next(4) == 0 ? "" : random.Next(2) == 0 ? words[random.Next(words.Length)] : parts[random.Next(parts.Count)];
            text = string.Concat(parts);
        }

        return text;
    }

    /// <summary>Names, numbers, and single other characters.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        for (int start = 0, end; start < text.Length; start = end)
        {
            for (end = start + 1; end < text.Length && char.IsLetterOrDigit(text[start]) && char.IsLetterOrDigit(text[end]);)
            {
                end++;
            }

            words.Add(text[start..end]);
        }

        return words;
    }

    private sealed class OneChanged(string changed, string text) : IAquaSources
    {
        public string? Read(string path) => path == changed ? text : File.Exists(path) ? File.ReadAllText(path) : null;
    }
}

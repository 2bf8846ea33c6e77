using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Formatting;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Syntax;

public sealed class CorpusTests
{
    public static TheoryData<string> Names => AquaSource.CorpusNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_right_source_has_no_mistakes(string name) =>
        
        Assert.DoesNotContain(AquaSource.Check(new AquaFileSources(), AquaSource.CorpusFile(name)), each => each.Severity == AquaSeverity.Error);

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_of_lines_do_not_matter(string name)
    {
        string text = File.ReadAllText(AquaSource.CorpusFile(name));
        Assert.Equal(
            SyntaxShape.Of(AquaSource.Parse(text)).ReplaceLineEndings("\n"),
            SyntaxShape.Of(AquaSource.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal))).ReplaceLineEndings("\n"));
    }
}

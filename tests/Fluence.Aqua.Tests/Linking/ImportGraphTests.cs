using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Linking;

public sealed class ImportGraphTests
{
    [Fact]
    public void All_that_compiling_reads_is_told_with_what_is_not_there()
    {
        MemorySources sources = new()
        {
            ["a/b.aqua"] = "aqua B\n\nimport \"c\"\nuse \"d.aqua\" as D\n", ["lib/c.aqua"] = "aqua C\n\nimport \"/a/b.aqua\"\n", ["a/d.aqua"] = "aqua D\n",
        };
        SourceFile file = new("/a/a.aqua", "aqua A\n\nimport \"b.aqua\"\nimport \"b.aqua\"\nimport x from \"gone.aqua\"\n");
        Assert.Equal(
            ["/a/b.aqua", "/a/gone.aqua -", "/lib/gone.aqua -", "/a/c.aqua -", "/lib/c.aqua", "/a/d.aqua"],
            AquaImportGraph.Reads(file, sources, AquaImports.Folders("/lib")).Select(static read => read.Text is null ? $"{read.Path} -" : read.Path));
    }

    [Fact]
    public void A_file_with_mistakes_has_the_imports_that_can_be_read() => Assert.Equal(
        "/b.aqua", Assert.Single(AquaImportGraph.Reads(new SourceFile("/a.aqua", "aqua A\n\nimport \"b.aqua\"\n\nfunc ("), new MemorySources(), AquaImports.None)).Path);
}

using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Linking;

public sealed class LinkerTests
{
    [Fact]
    public void A_file_is_read_once_however_often_it_is_imported()
    {
        MemorySources sources = new()
        {
            ["a.aqua"] = "aqua A\n\nimport \"b.aqua\"\nimport \"c.aqua\"\n",
            ["b.aqua"] = "aqua B\n\nimport \"c.aqua\"\n",
            ["c.aqua"] = "aqua C declares *\n\nconst X = 1\n",
        };
        Assert.Empty(AquaSource.Check(sources, "/a.aqua"));
        Assert.Equal(["/a.aqua", "/b.aqua", "/c.aqua"], sources.ReadPaths);
    }

    [Fact]
    public void The_extension_may_be_left_out()
    {
        MemorySources sources = new() { ["a.aqua"] = "aqua A\n\nimport \"b\"\n", ["b.aqua"] = "aqua B\n" };
        Assert.Empty(AquaSource.Check(sources, "/a.aqua"));
    }

    [Fact]
    public void Folders_are_searched_in_order()
    {
        MemorySources sources = new()
        {
            ["src/a.aqua"] = "aqua A\n\nimport \"x/b.aqua\"\n", ["two/x/b.aqua"] = "aqua B\n", ["three/x/b.aqua"] = "broken",
        };
        Assert.Empty(AquaSource.Check(sources, "/src/a.aqua", AquaImports.Folders("/one", "/two", "/three")));
    }

    [Fact]
    public void The_longest_prefixes_of_the_file_and_of_the_import_decide()
    {
        MemorySources sources = new()
        {
            ["src/deep/a.aqua"] = "aqua A\n\nimport \"@lib/b.aqua\"\nimport \"c.aqua\"\n",
            ["vendor/lib/b.aqua"] = "aqua B\n", ["common/c.aqua"] = "aqua C\n", ["other/lib/b.aqua"] = "broken",
        };
        AquaImports imports = AquaImports.ByPrefix(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
        {
            ["/"] = new Dictionary<string, IReadOnlyList<string>> { ["@lib/"] = ["/other/lib"] },
            ["/src"] = new Dictionary<string, IReadOnlyList<string>> { ["@lib/"] = ["/vendor/lib"], [""] = ["/common"] },
        });
        Assert.Empty(AquaSource.Check(sources, "/src/deep/a.aqua", imports));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_places_where_it_was_looked_for()
    {
        MemorySources sources = new() { ["a.aqua"] = "aqua A\n\nimport \"b.aqua\"\n" };
        AquaDiagnostic found = Assert.Single(AquaSource.Check(sources, "/a.aqua", AquaImports.Folders("/lib")));
        Assert.Equal(("no-import", "looked for /b.aqua, /lib/b.aqua"), (found.Code, found.Hint));
        Assert.Equal("\"b.aqua\"", found.Source.Text[found.Span.Start..found.Span.End]);
    }

    [Theory]
    [InlineData("a.aqua")]
    [InlineData("b.aqua")]
    public void Imports_in_a_circle_are_one_mistake(string target)
    {
        MemorySources sources = new()
        {
            ["a.aqua"] = "aqua A\n\nimport \"b.aqua\"\n", ["b.aqua"] = $"aqua B\n\nimport \"{target}\"\n",
        };
        AquaDiagnostic found = Assert.Single(AquaSource.Check(sources, "/a.aqua"));
        Assert.Equal("import-cycle", found.Code);
        Assert.Contains($"imports /{target}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Very_long_rows_of_imports_are_refused()
    {
        MemorySources sources = new();
        for (int i = 0; i < 5_000; i++)
        {
            sources[$"f{i}.aqua"] = $"aqua F{i}\n\nimport \"f{i + 1}.aqua\"\n";
        }

        Assert.Equal("import-depth", Assert.Single(AquaSource.Check(sources, "/f0.aqua")).Code);
    }

    [Fact]
    public void A_mistake_in_an_import_is_the_only_message()
    {
        MemorySources sources = new()
        {
            ["a.aqua"] = "aqua A\n\nimport \"b.aqua\"\n\nfunc f() -> u8:\n  x <- g()\n  <- x\n",
            ["b.aqua"] = "aqua B declares *\n\nfunc g() -> u8:\n  <- missing\n",
        };
        AquaDiagnostic found = Assert.Single(AquaSource.Check(sources, "/a.aqua"));
        Assert.Equal(("/b.aqua", "unknown-name"), (found.Source.Path, found.Code));
    }

    [Fact]
    public void A_changed_file_is_read_again_with_all_that_depend_on_it()
    {
        MemorySources sources = new()
        {
            ["a.aqua"] = "aqua A\n\nimport \"b.aqua\"\n", ["b.aqua"] = "aqua B\n\nimport \"c.aqua\"\n", ["d.aqua"] = "aqua D\n",
        };
        Linker linker = new(sources, AquaImports.None, AquaConstants.None.All);
        linker.Link("/a.aqua");
        linker.Link("/d.aqua");
        Assert.Equal("no-import", Assert.Single(linker.Diagnostics).Code);
        sources["c.aqua"] = "aqua C\n";
        Assert.Equal(["/a.aqua", "/b.aqua", "/c.aqua"], linker.Forget("/c.aqua").Order());
        linker.Link("/a.aqua");
        Assert.Empty(linker.Diagnostics);
        Assert.Single(sources.ReadPaths, "/d.aqua");
    }

    [Theory]
    [InlineData("A=1")]
    [InlineData("NAME = \"text\"")]
    [InlineData("YES=true")]
    public void Constants_from_outside_are_read(string text) => Assert.Equal(7, AquaConstants.Parse(text).All.Length);

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a=1")]
    [InlineData("A=b")]
    [InlineData("A=1\nconst B = 2")]
    public void Constants_from_outside_that_are_none_are_refused(string text) => Assert.Throws<FormatException>(() => AquaConstants.Parse(text));

    [Fact]
    public void A_constant_from_outside_takes_the_place_of_a_default()
    {
        MemorySources sources = new() { ["a.aqua"] = "aqua A\n\nconst A ?= \"text\"\n" };
        AquaChecker checker = new(sources, AquaImports.None, AquaConstants.Parse("A=1"));
        checker.Check("/a.aqua");
        Assert.Equal("type-mismatch", Assert.Single(checker.Diagnostics).Code);
    }
}

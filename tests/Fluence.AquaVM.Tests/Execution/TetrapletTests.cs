namespace Fluence.AquaVM.Tests.Execution;

public sealed class TetrapletTests
{
    [Theory]
    [InlineData("1", "init///")]
    [InlineData("%ttl%", "init///")]
    [InlineData("x", "A/json/{'a':[1,2]}/")]
    [InlineData("x.$.a.[0]", "A/json/{'a':[1,2]}/.$.a.[0]")]
    [InlineData("list.length", "///.length")]
    [InlineData("list", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("literal", "init///")]
    [InlineData("#canon.$.[1]", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("#canon.$.[1].[0]", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("#canon.length", "A/.length//")]
    [InlineData("#canon", "init///", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("#%canon", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("#%canon.$.k", "A///.$.k")]
    [InlineData("#%canon.$.k.[0]", "A/json/{'a':[1,2]}/.$.a")]
    [InlineData("#%canon.$.k.[0].[1]", "A/json/{'a':[1,2]}/.$.a.[1]")]
    [InlineData("#%canon.length", "A///length")]
    [InlineData("copy", "A///")]
    [InlineData("part", "A///.$.k")]
    [InlineData(":error:", "init///")]
    public void Services_see_where_an_argument_comes_from(string operand, params string[] tetraplets)
    {
        Step step = new TestPeer("A", $"""
            (seq (seq (call "A" ("json" "{"{'a':[1,2]}"}") [] x) (seq (ap x.$.a list) (ap "literal" literal)))
              (seq (seq (seq (ap literal $s) (ap list $s)) (ap ("k" list) %m))
                (seq (seq (canon "A" $s #canon) (canon "A" %m #%canon))
                  (seq (seq (ap #canon copy) (ap #%canon.$.k part))
                    (call "A" ("tetraplets" "") [{operand}] out)))))
            """).Run(Services.ByName);

        string expected = string.Join(',', tetraplets.Select(tetraplet => $"\"{tetraplet}\""));
        Assert.Equal($"scalar [[{expected}]]", step.Trace[^1]);
    }

    [Fact]
    public void An_iterator_extends_the_lens_by_its_index()
    {
        Step step = new TestPeer("A", """
            (seq (call "A" ("json" "[[1],[2]]") [] x)
              (fold x i (seq (call "A" ("tetraplets" "") [i i.$.[0]]  out) (next i))))
            """).Run(Services.ByName);

        Assert.Equal(
            [
                "scalar [[1],[2]]",
                "scalar [[\"A/json/[[1],[2]]/.$.[0]\"],[\"A/json/[[1],[2]]/.$.[0].$.[0]\"]]",
                "scalar [[\"A/json/[[1],[2]]/.$.[1]\"],[\"A/json/[[1],[2]]/.$.[1].$.[0]\"]]",
            ],
            step.Trace);
    }

    [Fact]
    public void An_error_object_has_the_tetraplet_of_the_call_that_failed()
    {
        Step step = new TestPeer("A", """
            (xor (call "A" ("fail" "f") []) (call "A" ("tetraplets" "") [:error: %last_error%.$.message] out))
            """).Run(Services.ByName);

        Assert.Equal("scalar [[\"A/fail/f/\"],[\"A/fail/f/\"]]", step.Trace[^1]);
    }
}

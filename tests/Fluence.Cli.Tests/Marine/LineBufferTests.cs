using Fluence.Cli.Marine.Repl;

namespace Fluence.Cli.Tests.Marine;

public sealed class LineBufferTests
{
    [Fact]
    public void Keys_edit_the_line_where_the_cursor_is()
    {
        LineBuffer line = New();
        Type(line, "helo");
        Press(line, ConsoleKey.LeftArrow);
        Type(line, "l");
        Press(line, ConsoleKey.End);
        Type(line, "!");
        Press(line, ConsoleKey.Backspace);
        Press(line, ConsoleKey.Home);
        Press(line, ConsoleKey.Delete);
        Assert.Equal(("ello", 0), (line.Text, line.Cursor));
        line.Press(new ConsoleKeyInfo('\u000b', ConsoleKey.K, false, false, control: true));
        Assert.Equal("", line.Text);
    }

    [Fact]
    public void Arrows_recall_the_history_and_the_draft()
    {
        LineBuffer line = New("one", "two");
        Type(line, "dra");
        Press(line, ConsoleKey.UpArrow);
        Assert.Equal("two", line.Text);
        Press(line, ConsoleKey.UpArrow);
        Press(line, ConsoleKey.UpArrow);
        Assert.Equal("one", line.Text);
        Press(line, ConsoleKey.DownArrow);
        Press(line, ConsoleKey.DownArrow);
        Assert.Equal(("dra", 3), (line.Text, line.Cursor));
    }

    [Fact]
    public void Tab_completes_as_far_as_it_is_certain_and_then_shows_the_choices()
    {
        LineBuffer line = New();
        Type(line, "x al");
        Press(line, ConsoleKey.Tab);
        Assert.Equal("x alpha", line.Text);
        Assert.Empty(line.Choices);
        Press(line, ConsoleKey.Tab);
        Assert.Equal(["alpha1", "alpha2"], line.Choices);
        Type(line, "2");
        Press(line, ConsoleKey.Tab);
        Assert.Equal("x alpha2 ", line.Text);
    }

    [Theory]
    [InlineData("[1, 2] {}", "[1, 2]", "{}")]
    [InlineData("\"a ] b\" x", "\"a ] b\"", "x")]
    [InlineData("{\"a\":\"}\\\"\"}  {\"b\":1}", "{\"a\":\"}\\\"\"}", "{\"b\":1}")]
    [InlineData("5 6", "5", "6")]
    [InlineData("", "", "")]
    [InlineData("[", "[", "")]
    [InlineData("\"\" []", "\"\"", "[]")]
    public void The_values_of_a_line_are_told_apart(string text, string first, string after) =>
        Assert.Equal((first, after), JsonSequence.Split(text));

    private static LineBuffer New(params string[] history) => new(
        history, static line => [.. new[] { "alpha1", "alpha2" }.Where(word => word.StartsWith(line.Split(' ')[^1], StringComparison.Ordinal))]);

    private static void Type(LineBuffer line, string text)
    {
        foreach (char letter in text)
        {
            line.Press(new ConsoleKeyInfo(letter, ConsoleKey.NoName, false, false, false));
        }
    }

    private static void Press(LineBuffer line, ConsoleKey key) => line.Press(new ConsoleKeyInfo('\0', key, false, false, false));
}

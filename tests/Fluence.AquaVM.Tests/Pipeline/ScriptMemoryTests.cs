using Fluence.Air;
using Fluence.AquaVM.Preparation;

namespace Fluence.AquaVM.Tests.Pipeline;

public sealed class ScriptMemoryTests
{
    private const string Script = """(call "peer" ("service" "function") [] x)""";

    [Fact]
    public void The_same_text_gives_the_same_tree()
    {
        ScriptMemory memory = new(1 << 20);
        AirParseResult first = memory.Parse(Script);
        Assert.Same(first, memory.Parse(string.Concat(Script)));
        Assert.Same(first.Root, memory.Parse(new string(Script.AsSpan())).Root);
    }

    [Fact]
    public void Other_text_gives_its_own_tree()
    {
        ScriptMemory memory = new(1 << 20);
        for (int i = 0; i < 5000; i++)
        {
            string text = $"""(call "peer" ("service" "function") [{i}] x)""";
            Assert.Equal(AirParser.Parse(text).Root!.ToString(), memory.Parse(text).Root!.ToString());
        }
    }

    [Fact]
    public void Long_texts_that_differ_in_the_middle_only_are_told_apart()
    {
        ScriptMemory memory = new(1 << 20);
        string blanks = new(' ', 20_000);
        string One(int number) => $"(seq (null){blanks}(ap {number} x){blanks})";
        AirParseResult one = memory.Parse(One(1)), two = memory.Parse(One(2));
        Assert.NotSame(one.Root, two.Root);
        Assert.Same(two.Root, memory.Parse(One(2)).Root);
        Assert.Equal(AirParser.Parse(One(1)).Root!.ToString(), memory.Parse(One(1)).Root!.ToString());
    }

    [Fact]
    public void Rejected_text_is_rejected_again_in_the_same_words()
    {
        ScriptMemory memory = new(1 << 20);
        Assert.Equal(memory.Parse("(call)").ErrorText, memory.Parse("(call)").ErrorText);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Without_room_every_text_is_parsed(long bytes)
    {
        ScriptMemory memory = new(bytes);
        Assert.NotSame(memory.Parse(Script).Root, memory.Parse(Script).Root);
    }

    [Fact]
    public void Too_much_together_drives_out_what_came_before()
    {
        ScriptMemory memory = new(Script.Length * 8 * 3);
        AirParseResult first = memory.Parse(Script);
        for (int i = 0; i < 4; i++)
        {
            memory.Parse(Script.Replace("peer", $"p{i}", StringComparison.Ordinal));
        }

        Assert.NotSame(first.Root, memory.Parse(Script).Root);
    }
}

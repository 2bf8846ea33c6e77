using Fluence.Services.Deals;

namespace Fluence.Services.Tests.Deals;

/// <summary>Definitions of workers come from strangers.</summary>
public sealed class DefinitionTests
{
    private const string Cid = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";

    private const string Good =
        $$"""
        {"services":[{"name":"a","modules":[{"name":"m","wasm":"{{Cid}}"},{"name":"f","wasm":"{{Cid}}"}],"total_memory_limit":7}],
         "spells":[{"name":"s","script":"{{Cid}}","config":"{{Cid}}","init_args":"QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"}]}
        """;

    [Fact]
    public void A_definition_is_read()
    {
        Assert.True(WorkerDefinitionReader.TryRead(Good, out WorkerDefinition? read, out _));
        Assert.Equal(("a", 7ul, 2), (read.Services[0].Name, read.Services[0].MemoryLimit, read.Services[0].Modules.Length));
        Assert.Equal(new SpellDefinition("s", Cid, Cid, "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"), read.Spells[0]);
    }

    [Theory]
    [InlineData("x", "it is no JSON: ")]
    [InlineData("[]", "it is no object")]
    [InlineData("{}", "services is missing")]
    [InlineData("""{"services":[],"spells":{}}""", "spells is no array")]
    [InlineData("""{"services":[1],"spells":[]}""", "services[0] is no object")]
    [InlineData("""{"services":[{"name":"a","modules":[]}],"spells":[]}""", "services[0].modules is empty")]
    [InlineData("""{"services":[{"name":"a","modules":[{"name":"m"}]}],"spells":[]}""", "services[0].modules[0].wasm is missing")]
    [InlineData("""{"services":[{"name":"a","modules":[{"name":"m","wasm":"x"}]}],"spells":[]}""", "services[0].modules[0].wasm is no CID: 'x'")]
    [InlineData("""{"services":[],"spells":[{"name":""}]}""", "spells[0].name has 0 characters, expected 1 to 128")]
    [InlineData("""{"services":[],"spells":[{"name":"worker-spell"}]}""", "spells[0].name is worker-spell, which is reserved")]
    [InlineData("""{"services":[],"spells":[{"name":7}]}""", "spells[0].name is no text")]
    public void What_is_wrong_is_told_with_its_place(string text, string problem)
    {
        Assert.False(WorkerDefinitionReader.TryRead(text, out _, out string? told));
        Assert.StartsWith(problem, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_not_given_twice()
    {
        string twice = Good.Replace("\"name\":\"s\"", "\"name\":\"a\"", StringComparison.Ordinal);
        Assert.False(WorkerDefinitionReader.TryRead(twice, out _, out string? told));
        Assert.Equal("spells[0].name is a, as is that of another", told);
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        string many = $$"""{"services":[{{string.Join(',', Enumerable.Repeat("1", WorkerDefinitionReader.MaxItems + 1))}}],"spells":[]}""";
        Assert.False(WorkerDefinitionReader.TryRead(many, out _, out string? told));
        Assert.Equal("services has 257 items, most are 256", told);
        Assert.False(WorkerDefinitionReader.TryRead(new string(' ', WorkerDefinitionReader.MaxLength + 1), out _, out told));
        Assert.StartsWith("it has 1048577 characters", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_text_is_reading_ends()
    {
        Random random = new(7);
        for (int round = 0; round < 5000; round++)
        {
            char[] text = Good.ToCharArray();
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                text[random.Next(text.Length)] = round % 3 == 0 ? (char)random.Next(char.MaxValue) : Good[random.Next(Good.Length)];
            }

            string changed = new(text, 0, round % 5 == 0 ? random.Next(text.Length) : text.Length);
            Assert.Equal(
                WorkerDefinitionReader.TryRead(changed, out WorkerDefinition? read, out string? problem), read is not null && problem is null);
        }
    }
}

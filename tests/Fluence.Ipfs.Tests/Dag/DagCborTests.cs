using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;

namespace Fluence.Ipfs.Tests.Dag;

public sealed class DagCborTests
{
    [Theory]
    [InlineData("null", "f6")]
    [InlineData("true", "f5")]
    [InlineData("[0,23,24,255,256,65536,4294967296,18446744073709551615]", "88001718181 8ff190100 1a00010000 1b0000000100000000 1bffffffffffffffff")]
    [InlineData("[-1,-256,-9223372036854775808]", "8320 38ff 3b7fffffffffffffff")]
    [InlineData("1.5", "fb3ff8000000000000")]
    [InlineData("\"ü\"", "62c3bc")]
    [InlineData("{\"b\":1,\"aa\":2,\"a\":3}", "a3 6161 03 6162 01 626161 02")]
    [InlineData("{\"/\":{\"bytes\":\"AAE\"}}", "420001")]
    [InlineData("{\"/\":\"bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq\"}",
        "d82a582500015512202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")]
    public void Values_have_one_form(string json, string hex)
    {
        Block block = DagNodes.EncodeCbor(DagJson.Decode(System.Text.Encoding.UTF8.GetBytes(json)));

        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(block.Data.Span));
        Assert.Equal(block.Cid, DagNodes.EncodeCbor(DagNodes.Decode(block)).Cid);
    }

    [Theory]
    [InlineData("1800", "longer than it need be")]
    [InlineData("190017", "longer than it need be")]
    [InlineData("9fff", "indefinite")]
    [InlineData("fa3fc00000", "simple value or float")]
    [InlineData("fb7ff8000000000000", "simple value or float")]
    [InlineData("f7", "simple value or float")]
    [InlineData("c100", "tag other than 42")]
    [InlineData("d82a4100", "no CID")]
    [InlineData("a10000", "key that is no text")]
    [InlineData("a2616100616101", "same key twice")]
    [InlineData("61ff", "not UTF-8")]
    [InlineData("0000", "bytes after")]
    [InlineData("9affffffff", "more items than bytes")]
    [InlineData("5b7fffffffffffffff00", "end within")]
    [InlineData("", "end within")]
    public void Other_forms_are_refused(string hex, string problem)
    {
        Block block = Block.Of(0x71, Convert.FromHexString(hex));

        Assert.Contains(problem, Assert.Throws<IpfsFormatException>(() => DagNodes.Decode(block)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_a_bound()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x81, 100_000), 0];

        Assert.Contains("deeply", Assert.Throws<IpfsFormatException>(() => DagNodes.Decode(Block.Of(0x71, deep))).Message, StringComparison.Ordinal);
        Assert.IsType<IpldList>(DagNodes.Decode(Block.Of(0x71, deep.AsMemory(deep.Length - 128))));
    }

    [Fact]
    public void Links_are_found_in_order()
    {
        const string First = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq", Second = "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH";
        Block block = DagNodes.EncodeCbor(DagJson.Decode(System.Text.Encoding.UTF8.GetBytes(
            """{"a":[1,{"/":"first"}],"b":{"c":{"/":"second"}}}""".Replace("first", First, StringComparison.Ordinal)
                .Replace("second", Second, StringComparison.Ordinal))));

        Assert.Equal([First, Second], DagNodes.Links(block).Select(link => link.ToString()));
    }
}

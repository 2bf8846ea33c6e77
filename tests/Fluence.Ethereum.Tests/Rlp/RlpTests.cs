using System.Numerics;
using System.Text;
using Fluence.Ethereum.Rlp;

namespace Fluence.Ethereum.Tests.Rlp;

public sealed class RlpTests
{
    private const string Long = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

    [Theory]
    [InlineData("", "80")]
    [InlineData("dog", "83646f67")]
    [InlineData("\u0000", "00")]
    [InlineData("\u000f", "0f")]
    [InlineData(Long, "b8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974")]
    public void Texts_of_the_specification(string text, string expected)
    {
        RlpWriter writer = new();
        writer.Write(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, Convert.ToHexStringLower(writer.ToArray()));
        RlpReader reader = new(writer.ToArray());
        Assert.Equal(text, Encoding.UTF8.GetString(reader.ReadBytes()));
        reader.End();
    }

    [Theory]
    [InlineData(0, "80")]
    [InlineData(15, "0f")]
    [InlineData(1024, "820400")]
    [InlineData(127, "7f")]
    [InlineData(128, "8180")]
    public void Numbers_of_the_specification(int number, string expected)
    {
        RlpWriter writer = new();
        writer.Write((BigInteger)number);
        Assert.Equal(expected, Convert.ToHexStringLower(writer.ToArray()));
        Assert.Equal(number, new RlpReader(writer.ToArray()).ReadNumber());
    }

    [Fact]
    public void Nested_lists_of_the_specification()
    {
        // [ [], [[]], [ [], [[]] ] ]
        RlpWriter writer = new();
        writer.StartList();
        Empty(writer);
        One(writer);
        writer.StartList();
        Empty(writer);
        One(writer);
        writer.EndList();
        writer.EndList();
        Assert.Equal("c7c0c1c0c3c0c1c0", Convert.ToHexStringLower(writer.ToArray()));

        static void Empty(RlpWriter writer)
        {
            writer.StartList();
            writer.EndList();
        }

        static void One(RlpWriter writer)
        {
            writer.StartList();
            Empty(writer);
            writer.EndList();
        }
    }

    [Theory]
    [InlineData("8100")]
    [InlineData("b801ff")]
    [InlineData("b900ff")]
    [InlineData("83646f")]
    [InlineData("bf0fffffffffffffff")]
    [InlineData("b8")]
    [InlineData("")]
    [InlineData("820001")]
    public void What_is_not_canonical_is_refused(string hex) =>
        Assert.Throws<RlpException>(() => new RlpReader(Convert.FromHexString(hex)).ReadNumber());

    [Fact]
    public void Arbitrary_bytes_are_read_or_refused()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            try
            {
                Walk(new RlpReader(bytes), 0);
            }
            catch (RlpException)
            {
                continue;
            }
        }
    }

    private static void Walk(RlpReader reader, int depth)
    {
        while (!reader.IsAtEnd && depth < 100)
        {
            if (reader.IsList)
            {
                Walk(reader.ReadList(), depth + 1);
            }
            else
            {
                reader.ReadBytes();
            }
        }
    }
}

using System.Text;
using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Tests.Encoding;

public sealed class BaseEncodingTests
{
    /// <summary>RFC 4648, section 10, in lower case and without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "my")]
    [InlineData("fo", "mzxq")]
    [InlineData("foo", "mzxw6")]
    [InlineData("foob", "mzxw6yq")]
    [InlineData("fooba", "mzxw6ytb")]
    [InlineData("foobar", "mzxw6ytboi")]
    public void Base32_vectors_go_both_ways(string text, string encoded)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(encoded, Base32.Encode(bytes));
        Assert.Equal(encoded.Length, Base32.TextLength(bytes.Length));
        Assert.True(Base32.TryDecode(encoded, out byte[] decoded));
        Assert.Equal(bytes, decoded);
    }

    [Theory]
    [InlineData("m")]
    [InlineData("mz")]
    [InlineData("MY")]
    [InlineData("m1")]
    [InlineData("my======")]
    public void Base32_refuses_other_characters_and_leftover_bits(string text) => Assert.False(Base32.TryDecode(text, out _));

    /// <summary>draft-msporny-base58, section 5.</summary>
    [Theory]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("", "")]
    public void Base58_vectors_go_both_ways(string hex, string encoded)
    {
        Assert.Equal(encoded, Base58.Encode(Convert.FromHexString(hex)));
        Assert.True(Base58.TryDecode(encoded, out byte[] decoded));
        Assert.Equal(hex, Convert.ToHexStringLower(decoded));
    }

    [Fact]
    public void Base58_refuses_other_characters_and_texts_that_would_take_long()
    {
        Assert.False(Base58.TryDecode("0OIl", out _));
        Assert.False(Base58.TryDecode(new string('2', Base58.MaxTextLength + 1), out _));
        Assert.False(Base58.TryDecode(null, out _));
    }

    /// <summary>multiformats/multibase, tests/basic.csv.</summary>
    [Theory]
    [InlineData("f796573206d616e692021")]
    [InlineData("F796573206D616E692021")]
    [InlineData("bpfsxgidnmfxgsibb")]
    [InlineData("BPFSXGIDNMFXGSIBB")]
    [InlineData("k2lcpzo5yikidynfl")]
    [InlineData("z7paNL19xttacUY")]
    [InlineData("meWVzIG1hbmkgIQ")]
    [InlineData("ueWVzIG1hbmkgIQ")]
    public void Multibase_reads_the_same_bytes_from_every_encoding(string text)
    {
        Assert.True(Multibase.TryDecode(text, out byte[] bytes));
        Assert.Equal("yes mani !", System.Text.Encoding.ASCII.GetString(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?abc")]
    [InlineData("f0")]
    [InlineData("fAB")]
    [InlineData("bMY")]
    [InlineData("m====")]
    [InlineData("z0")]
    public void Multibase_refuses_unknown_prefixes_and_texts_that_do_not_fit(string text) => Assert.False(Multibase.TryDecode(text, out _));

    [Fact]
    public void Damaged_ascii_texts_never_throw()
    {
        Random random = new(3);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++)
        {
            StringBuilder text = new("bBzfFkmu?"[random.Next(9)].ToString());
            for (int length = random.Next(20); length > 0; length--)
            {
                text.Append((char)random.Next(0x20, 0x7f));
            }

            decoded += Multibase.TryDecode(text.ToString(), out _) ? 1 : 0;
        }

        Assert.InRange(decoded, 1, 19_999);
    }
}

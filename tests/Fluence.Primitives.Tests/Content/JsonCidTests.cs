using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Hashing;

namespace Fluence.Primitives.Tests.Content;

public sealed class JsonCidTests
{
    [Fact]
    public void The_text_is_the_base32_of_header_and_digest()
    {
        Random random = new(4);
        byte[] digest = new byte[Blake3.DigestLength], text = new byte[JsonCid.TextLength];
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(digest);
            JsonCid.WriteDigest(digest, text);
            Assert.True(Multibase.TryDecode(System.Text.Encoding.ASCII.GetString(text), out byte[] bytes));
            Assert.Equal([0x01, 0x80, 0x04, 0x1e, 0x20, .. digest], bytes);
            Assert.True(JsonCid.IsOfDigest(text, digest));
        }
    }

    [Fact]
    public void A_text_is_that_of_a_digest_only_if_every_character_fits()
    {
        byte[] digest = Blake3.Hash("7"u8);
        byte[] text = System.Text.Encoding.ASCII.GetBytes(JsonCid.Of("7"u8));
        Assert.True(JsonCid.IsOfDigest(text, digest));
        Assert.False(JsonCid.IsOfDigest(text.AsSpan(1), digest));
        for (int i = 0; i < text.Length; i++)
        {
            byte[] other = [.. text];
            other[i] ^= 1;
            Assert.False(JsonCid.IsOfDigest(other, digest));
        }
    }
}

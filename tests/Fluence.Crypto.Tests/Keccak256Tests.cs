using System.Text;

namespace Fluence.Crypto.Tests;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    [InlineData("The quick brown fox jumps over the lazy dog", "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    public void Published_vectors(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Keccak256.Hash(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Every_length_around_a_block_gives_what_another_implementation_gives()
    {
        for (int length = 0; length < 300; length++)
        {
            byte[] data = [.. Enumerable.Range(0, length).Select(static i => (byte)i)];
            Org.BouncyCastle.Crypto.Digests.KeccakDigest other = new(256);
            other.BlockUpdate(data, 0, data.Length);
            byte[] expected = new byte[Keccak256.Length];
            other.DoFinal(expected, 0);
            Assert.Equal(expected, Keccak256.Hash(data));
        }
    }
}

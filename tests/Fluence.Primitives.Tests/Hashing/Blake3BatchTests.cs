using Fluence.Primitives.Hashing;

namespace Fluence.Primitives.Tests.Hashing;

public sealed class Blake3BatchTests
{
    [Fact]
    public void Digests_are_those_of_single_inputs_for_every_length()
    {
        Random random = new(2);
        Dictionary<int, string> digests = [];
        using Blake3Batch<int> batch = new((tag, digest) => digests.Add(tag, Convert.ToHexStringLower(digest)));
        byte[][] inputs = [.. Enumerable.Range(0, 3000).Select(i => new byte[i < 1100 ? i : random.Next(1300)])];
        for (int i = 0; i < inputs.Length; i++)
        {
            random.NextBytes(inputs[i]);
            batch.Add(inputs[i], i);
        }

        batch.Flush();
        Assert.Equal(inputs.Length, digests.Count);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(Convert.ToHexStringLower(Blake3.Hash(inputs[i])), digests[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(17)]
    public void Flush_finishes_what_is_waiting_and_the_batch_goes_on(int count)
    {
        List<string> digests = [];
        using Blake3Batch<int> batch = new((_, digest) => digests.Add(Convert.ToHexStringLower(digest)));
        for (int round = 1; round <= 2; round++)
        {
            for (int i = 0; i < count; i++)
            {
                batch.Add("same"u8, i);
            }

            batch.Flush();
            Assert.Equal(Enumerable.Repeat(Convert.ToHexStringLower(Blake3.Hash("same"u8)), round * count), digests);
        }
    }
}

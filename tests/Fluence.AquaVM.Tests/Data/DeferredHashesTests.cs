using System.Text;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Tests.Data;

public sealed class DeferredHashesTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(39)]
    public void One_wrong_hash_among_many_is_enough_and_is_not_forgotten(int wrong)
    {
        using DeferredHashes hashes = new();
        for (int i = 0; i < 40; i++)
        {
            byte[] json = Encoding.UTF8.GetBytes($"[{i}]");
            hashes.Expect(new DataCid(i == wrong ? JsonCid.Of("[]"u8) : JsonCid.Of(json)), json);
        }

        Assert.Equal(wrong < 0, hashes.AreRight());
        hashes.Expect(new DataCid(JsonCid.Of("[]"u8)), "[]"u8);
        Assert.Equal(wrong < 0, hashes.AreRight());
    }

    [Fact]
    public void An_unusual_text_of_the_right_hash_is_wrong()
    {
        using DeferredHashes hashes = new();
        hashes.Expect(new DataCid(JsonCid.Of("[]"u8).ToUpperInvariant()), "[]"u8);
        Assert.False(hashes.AreRight());
    }
}

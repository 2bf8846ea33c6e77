using System.Text;

namespace Fluence.RandomX.Tests;

/// <summary>Hashes that others have published.</summary>
public sealed class VectorTests
{
    private const string Latin = "sed do eiusmod tempor incididunt ut labore et dolore magna aliqua";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hashes_are_those_of_the_specifications_tests(bool isInterpreted)
    {
        using (RandomXCache cache = Create("test key 000", isInterpreted))
        {
            Assert.Equal("639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f", Hash(cache, "This is a test"));
            Assert.Equal("300a0adb47603dedb42228ccb2b211104f4da45af709cd7547cd049e9489c969", Hash(cache, "Lorem ipsum dolor sit amet"));
            Assert.Equal("c36d4ed4191e617309867ed66a443be4075014e2b061bcdaf9ce7b721d2b77a8", Hash(cache, Latin));
        }

        using RandomXCache other = Create("test key 001", isInterpreted);
        Assert.Equal("e9ff4503201c0c2cca26d285c93ae883f9b1d30c9eb240b820756f2d5a7905fc", Hash(other, Latin));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hash_with_the_parameters_of_Fluence_is_that_of_its_prover(bool isInterpreted)
    {
        using RandomXCache cache = RandomXCache.Create(RandomXParameters.Fluence, [1, 2, 3, 4, 5, 6, 7], isInterpreted);
        Assert.Equal("43ef5412f7085db63dfbb799435457da870ef9a31fbe0f5a393c508a25b67a23", Hash(cache, [2, 3, 4, 5, 6, 7]));
    }

    [Fact]
    public void A_key_that_is_too_long_is_refused() =>
        Assert.StartsWith("the key has 61 bytes, most are 60", Assert.Throws<ArgumentException>(
            () => RandomXCache.Create(RandomXParameters.Fluence, new byte[61])).Message, StringComparison.Ordinal);

    [Fact]
    public void Making_a_cache_can_be_ended() => Assert.Throws<OperationCanceledException>(
        () => RandomXCache.Create(RandomXParameters.Fluence, [1], new CancellationToken(true)));

    private static RandomXCache Create(string key, bool isInterpreted) =>
        RandomXCache.Create(RandomXParameters.Monero, Encoding.ASCII.GetBytes(key), isInterpreted);

    private static string Hash(RandomXCache cache, string input) => Hash(cache, Encoding.ASCII.GetBytes(input));

    private static string Hash(RandomXCache cache, byte[] input)
    {
        using RandomXHasher hasher = new(cache);
        byte[] digest = new byte[RandomXHasher.DigestLength];
        hasher.Hash(input, digest);
        return Convert.ToHexStringLower(digest);
    }
}

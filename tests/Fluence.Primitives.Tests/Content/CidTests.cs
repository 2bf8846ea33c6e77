using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.Tests.Content;

public sealed class CidTests
{
    /// <summary>From the tests of AquaVM (crates/air-lib/interpreter-cid).</summary>
    [Theory]
    [InlineData("\"test\"", "bagaaihrarcyykpv4oj7zwdbepczyfthxya4og7s2rwvrzolm5kg2eu5dz3xa")]
    [InlineData("[1,2,3]", "bagaaihram6sitn77tquub77n2jzjgttrlwkverv44pv3gns6qghm6hx6d36a")]
    [InlineData("1", "bagaaihra2y55tkbgv6i4d7vdoglfuzhbd3ra6e7ennpvfrmzaejwmbntusdq")]
    [InlineData("{\"key\":42}", "bagaaihracpzxhsrpviexa7k6glwdhyh3a4kvy6j7qlcqokzqbs3q424cmxyq")]
    public void Json_values_have_the_published_cids(string json, string cid)
    {
        Assert.Equal(cid, JsonCid.Of(JsonValue.Parse(json)));
        Assert.True(Cid.TryParse(cid, out Cid parsed));
        Assert.Equal((Multicodec.Json, Multicodec.Blake3, 32), (parsed.Codec, parsed.Hash.Code, parsed.Hash.Digest.Length));
        Assert.Equal(cid, parsed.ToString());
    }

    /// <summary>The same values in base58 and with SHA2-256, from the same tests.</summary>
    [Theory]
    [InlineData("z3v8BBKBcZMDh6ANTaiT7PmfrBWbBmoVQvDxojXt1M4eczFDmhF", "bagaaihrarcyykpv4oj7zwdbepczyfthxya4og7s2rwvrzolm5kg2eu5dz3xa")]
    [InlineData("bagaaierajwlhumardpzj6dv2ahcerm3vyfrjwl7nahg7zq5o3eprwv6v3vpa", "bagaaierajwlhumardpzj6dv2ahcerm3vyfrjwl7nahg7zq5o3eprwv6v3vpa")]
    public void Other_bases_and_hashes_are_read(string text, string canonical)
    {
        Assert.True(Cid.TryParse(text, out Cid cid));
        Assert.Equal(canonical, cid.ToString());
    }

    /// <summary>The example of multiformats/multihash: SHA2-256 of "multihash".</summary>
    [Fact]
    public void A_published_multihash_goes_both_ways()
    {
        byte[] bytes = Convert.FromHexString("12209cbc07c3f991725836a3aa2a581ca2029198aa420b9d99bc0e131d9f3e2cbe47");
        Assert.True(Multihash.TryParse(bytes, out Multihash hash));
        Assert.Equal(Multicodec.Sha256, hash.Code);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData("multihash"u8), hash.Digest.ToArray());
        Assert.Equal(bytes, hash.ToBytes());
    }

    [Fact]
    public void Damaged_cids_never_throw_and_differ_from_the_original()
    {
        Random random = new(11);
        Assert.True(Cid.TryParse(JsonCid.Of(JsonNull.Instance), out Cid cid));
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = cid.ToBytes();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            int length = random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length);
            Assert.False(Cid.TryParse(bytes.AsMemory(0, length), out Cid damaged) && damaged == cid);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")]
    [InlineData("bagaaihrarcyykpv4oj7zwdbepczyfthxya4og7s2rwvrzolm5kg2eu5dz3")]
    public void Other_texts_are_refused(string text) => Assert.False(Cid.TryParse(text, out _));
}

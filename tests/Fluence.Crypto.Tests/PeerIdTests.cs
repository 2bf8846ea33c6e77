namespace Fluence.Crypto.Tests;

public class PeerIdTests
{
    [Theory]
    [InlineData(7, "12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az7")]
    [InlineData(9, "12D3KooWSrKnMZUcSxK8G7wmBbXdU8nFEfWGhLu6H8xjn8LmCSJb")]
    public void Ids_agree_with_js_libp2p(byte seed, string expected)
    {
        byte[] bytes = new byte[KeyPair.SeedLength];
        bytes.AsSpan().Fill(seed);

        Assert.Equal(expected, KeyPair.FromSeed(bytes).PeerId.ToString());
    }

    [Fact]
    public void The_signature_vector_of_nox_holds()
    {
        KeyPair key = KeyPair.FromSeed(Convert.FromBase64String("7h48PQ/f1rS9TxacmgODxbD42Il9B3KC117jvOPppPE="));
        byte[] message = Convert.FromBase64String("Mjg4M2Y5NTktZTllNy00ODQzLThjMzctMjA1ZDM5M2NhMzcy/kguGYsBAABYGwAAYWJj");

        Assert.Equal("12D3KooWANqfCDrV79MZdMnMqTvDdqSAPSxdgFY1L6DCq2DVGB4D", key.PeerId.ToString());
        Assert.Equal(
            "KceXDnOfqe0dOnAxiDsyWBIvUq6WHoT0ge+VMHXOZsjZvCNH7/10oufdlYfcPomfv28On6E87ZhDcHGBZcb7Bw==",
            Convert.ToBase64String(key.Sign(message)));
    }

    [Fact]
    public void An_id_gives_back_the_key_that_it_embeds()
    {
        KeyPair key = KeyPair.Generate();

        Assert.Equal([0x00, 0x24, 0x08, 0x01, 0x12, 0x20, .. key.PublicKey.Bytes.Span], key.PeerId.Bytes.ToArray());
        Assert.Equal(key.PeerId, PeerId.Parse(key.PeerId.ToString()));
        Assert.True(PeerId.Parse(key.PeerId.ToString()).TryGetPublicKey(out PublicKey? publicKey));
        Assert.Equal(key.PublicKey, publicKey);
    }

    [Fact]
    public void A_hashed_id_of_an_RSA_key_is_an_id_without_a_key()
    {
        PeerId id = PeerId.Parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");

        Assert.Equal("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N", id.ToString());
        Assert.False(id.TryGetPublicKey(out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12D3Koo")]
    [InlineData("12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az")]
    [InlineData("12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az0")]
    [InlineData("bafzaajaiaejcbcuqxk2dmsl7vlkmzbxzzfsgcm3sk5ubqmbn3pc47v6a4nkmhmzu")]
    public void Other_text_is_no_id(string? text) => Assert.False(PeerId.TryParse(text, out _));

    [Fact]
    public void Order_and_equality_follow_the_bytes()
    {
        PeerId[] ids = [.. Enumerable.Range(0, 20).Select(_ => KeyPair.Generate().PeerId)];
        foreach ((PeerId left, PeerId right) in ids.SelectMany(left => ids.Select(right => (left, right))))
        {
            int order = left.Bytes.Span.SequenceCompareTo(right.Bytes.Span);
            Assert.Equal(order < 0, left < right);
            Assert.Equal(order == 0, left == right);
            Assert.Equal(order > 0, left > right);
        }
    }

    [Fact]
    public void Arbitrary_bytes_are_refused_or_give_the_same_bytes_back()
    {
        Random random = new(1);
        byte[] valid = KeyPair.FromSeed(new byte[KeyPair.SeedLength]).PeerId.Bytes.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = i % 2 == 0 ? valid.ToArray() : new byte[random.Next(80)];
            int start = i % 2 == 0 ? random.Next(bytes.Length) : 0;
            random.NextBytes(bytes.AsSpan(start, Math.Min(bytes.Length - start, i % 2 == 0 ? 1 : int.MaxValue)));
            if (PeerId.TryFromBytes(bytes.AsSpan(0, i % 5 == 0 ? random.Next(bytes.Length + 1) : bytes.Length), out PeerId? id))
            {
                Assert.True(bytes.AsSpan().StartsWith(id.Bytes.Span));
                _ = id.TryGetPublicKey(out _);
                Assert.Equal(id, PeerId.Parse(id.ToString()));
            }
        }
    }

    [Theory]
    [InlineData("0801122000")]
    [InlineData("08021220" + "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("08011221" + "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("08011220" + "000000000000000000000000000000000000000000000000000000000000000000")]
    public void Other_protobuf_is_no_Ed25519_key(string bytes) =>
        Assert.False(PublicKey.TryFromProtobuf(Convert.FromHexString(bytes), out _));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(64)]
    public void Seeds_and_keys_of_a_wrong_length_are_refused(int length)
    {
        Assert.False(KeyPair.TryFromSeed(new byte[length], out _));
        Assert.Throws<ArgumentException>(() => KeyPair.FromSeed(new byte[length]));
        Assert.False(PublicKey.TryFromBytes(new byte[length], out _));
    }

    /// <summary>More ids than are remembered, so that they replace one another.</summary>
    [Fact]
    public void Ids_that_are_read_again_and_again_stay_themselves()
    {
        PeerId[] ids = [.. Enumerable.Range(0, 5_000).Select(number =>
        {
            byte[] bytes = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20, .. new byte[32]];
            BitConverter.TryWriteBytes(bytes.AsSpan(10), number);
            return PeerId.TryFromBytes(bytes, out PeerId? id) ? id : throw new InvalidOperationException();
        })];
        for (int round = 0; round < 2; round++)
        {
            Assert.All(ids, id => Assert.Equal(id, PeerId.Parse(id.ToString())));
            Assert.All(ids, id => Assert.False(PeerId.TryParse(id.ToString() + "0", out _)));
        }
    }
}

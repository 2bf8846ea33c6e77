namespace Fluence.Crypto.Tests;

public class Ed25519Tests
{
    /// <summary>RFC 8032 §7.1: seed, public key, message, signature.</summary>
    public static TheoryData<string, string, string, string> Rfc8032 => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void The_preferred_implementation_agrees_with_the_standard(string seed, string publicKey, string message, string signature)
    {
        KeyPair key = KeyPair.FromSeed(Convert.FromHexString(seed));
        byte[] text = Convert.FromHexString(message);

        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey.Bytes.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(text)));
        Assert.True(key.PublicKey.Verify(text, Convert.FromHexString(signature)));
    }

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void The_portable_implementation_agrees_with_the_standard(string seed, string publicKey, string message, string signature)
    {
        Ed25519.ManagedSigningKey key = new(Convert.FromHexString(seed));
        byte[] text = Convert.FromHexString(message);

        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(text)));
        Assert.True(Ed25519.VerifyManaged(key.PublicKey, text, Convert.FromHexString(signature)));
    }

    [Fact]
    public void Both_implementations_sign_random_messages_alike()
    {
        Random random = new(8032);
        for (int i = 0; i < 64; i++)
        {
            byte[] seed = new byte[KeyPair.SeedLength], message = new byte[random.Next(300)];
            random.NextBytes(seed);
            random.NextBytes(message);

            Assert.Equal(new Ed25519.ManagedSigningKey(seed).Sign(message), KeyPair.FromSeed(seed).Sign(message));
        }
    }

    [Fact]
    public void A_change_of_any_bit_of_the_signature_is_noticed()
    {
        KeyPair key = KeyPair.FromSeed(new byte[KeyPair.SeedLength]);
        byte[] message = "message"u8.ToArray(), signature = key.Sign(message);
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(key.PublicKey.Verify(message, signature), $"bit {bit}");
            Assert.False(Ed25519.VerifyManaged(key.PublicKey.Bytes.ToArray(), message, signature), $"bit {bit}, portable");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(key.PublicKey.Verify(message, signature));
    }

    [Fact]
    public void A_signature_whose_scalar_is_not_reduced_is_refused()
    {
        KeyPair key = KeyPair.FromSeed(new byte[KeyPair.SeedLength]);
        byte[] message = "message"u8.ToArray(), signature = key.Sign(message);

        // adding the order of the group gives another scalar for the same point
        byte[] order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++)
        {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = (byte)carry;
            carry >>= 8;
        }

        Assert.False(key.PublicKey.Verify(message, signature));
        Assert.False(Ed25519.VerifyManaged(key.PublicKey.Bytes.ToArray(), message, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_a_wrong_length_is_refused(int length) =>
        Assert.False(KeyPair.FromSeed(new byte[KeyPair.SeedLength]).PublicKey.Verify("message"u8, new byte[length]));

    [Fact]
    public void Random_keys_and_signatures_are_refused_without_exceptions()
    {
        Random random = new(25519);
        for (int i = 0; i < 500; i++)
        {
            byte[] key = new byte[PublicKey.Length], signature = new byte[PublicKey.SignatureLength], message = new byte[random.Next(64)];
            random.NextBytes(key);
            random.NextBytes(signature);
            random.NextBytes(message);
            Assert.True(PublicKey.TryFromBytes(key, out PublicKey? publicKey));

            Assert.False(publicKey.Verify(message, signature));
            Assert.False(Ed25519.VerifyManaged(key, message, signature));
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    public void A_key_of_small_order_does_not_take_an_honest_signature(string key)
    {
        KeyPair honest = KeyPair.FromSeed(new byte[KeyPair.SeedLength]);
        byte[] signature = honest.Sign("message"u8);
        Assert.True(PublicKey.TryFromBytes(Convert.FromHexString(key), out PublicKey? publicKey));

        Assert.False(publicKey.Verify("message"u8, signature));
        Assert.False(Ed25519.VerifyManaged(Convert.FromHexString(key), "message"u8, signature));
    }
}

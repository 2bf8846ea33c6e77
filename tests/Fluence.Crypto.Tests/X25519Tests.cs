using BouncyX25519 = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Fluence.Crypto.Tests;

public class X25519Tests
{
    /// <summary>RFC 7748 §5.2 and §6.1: scalar, point, result.</summary>
    public static TheoryData<string, string, string> Rfc7748 => new()
    {
        {
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
        },
        {
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
        },
        {
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
        },
    };

    public static TheoryData<string> SmallOrder =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    [Theory]
    [MemberData(nameof(Rfc7748))]
    public void The_preferred_implementation_agrees_with_the_standard(string scalar, string point, string expected)
    {
        byte[] secret = new byte[X25519KeyPair.Length];

        Assert.True(X25519KeyPair.FromSecret(Convert.FromHexString(scalar)).TryDeriveSharedSecret(Convert.FromHexString(point), secret));
        Assert.Equal(expected, Convert.ToHexStringLower(secret));
    }

    [Theory]
    [MemberData(nameof(Rfc7748))]
    public void The_portable_implementation_agrees_with_the_standard(string scalar, string point, string expected)
    {
        byte[] secret = new byte[X25519KeyPair.Length];

        Assert.True(X25519KeyPair.Managed(Convert.FromHexString(scalar)).TryDeriveSharedSecret(Convert.FromHexString(point), secret));
        Assert.Equal(expected, Convert.ToHexStringLower(secret));
    }

    [Theory]
    [MemberData(nameof(SmallOrder))]
    public void The_portable_implementation_refuses_points_of_small_order(string point)
    {
        X25519KeyPair keyPair = X25519KeyPair.Managed(Enumerable.Repeat((byte)9, X25519KeyPair.Length).ToArray());
        Assert.False(keyPair.TryDeriveSharedSecret(Convert.FromHexString(point), new byte[X25519KeyPair.Length]));
    }

    [Fact]
    public void Both_implementations_make_the_same_keys()
    {
        byte[] secret = [.. Enumerable.Range(0, X25519KeyPair.Length).Select(i => (byte)i)];
        Assert.Equal(X25519KeyPair.FromSecret(secret).PublicKey.ToArray(), X25519KeyPair.Managed(secret).PublicKey.ToArray());
    }

    [Fact]
    public void A_thousand_iterations_agree_with_the_standard()
    {
        byte[] scalar = new byte[X25519KeyPair.Length], point = new byte[X25519KeyPair.Length], result = new byte[X25519KeyPair.Length];
        scalar[0] = point[0] = 9;
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(X25519KeyPair.FromSecret(scalar).TryDeriveSharedSecret(point, result));
            (point, scalar) = (scalar, result.ToArray());
        }

        Assert.Equal("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", Convert.ToHexStringLower(scalar));
    }

    [Fact]
    public void Both_implementations_agree_on_random_keys()
    {
        Random random = new(7748);
        for (int i = 0; i < 64; i++)
        {
            byte[] secret = new byte[X25519KeyPair.Length], publicKey = new byte[X25519KeyPair.Length];
            random.NextBytes(secret);
            BouncyX25519.ScalarMultBase(secret, 0, publicKey, 0);

            Assert.Equal(publicKey, X25519KeyPair.FromSecret(secret).PublicKey.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(SmallOrder))]
    public void A_point_of_small_order_gives_no_secret(string point) =>
        Assert.False(X25519KeyPair.Generate().TryDeriveSharedSecret(Convert.FromHexString(point), new byte[X25519KeyPair.Length]));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Keys_of_a_wrong_length_are_refused(int length)
    {
        Assert.False(X25519KeyPair.Generate().TryDeriveSharedSecret(new byte[length], new byte[X25519KeyPair.Length]));
        Assert.Throws<ArgumentException>(() => X25519KeyPair.FromSecret(new byte[length]));
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Fluence.Crypto.Tests;

public sealed class Secp256k1Tests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    // signatures by RFC 6979 over SHA-256 of the text, as Bitcoin's libraries publish them
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8", "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001",
        "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b", "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0", "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData("f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181", "Alan Turing",
        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c", "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    public void Published_signatures(string key, string text, string r, string s)
    {
        Secp256k1Signature signature = Secp256k1.Sign(Convert.FromHexString(key), SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((r, s), (Convert.ToHexStringLower(signature.R.Span), Convert.ToHexStringLower(signature.S.Span)));
    }

    [Fact]
    public void What_is_signed_is_valid_and_tells_who_signed()
    {
        for (int i = 0; i < 50; i++)
        {
            byte[] key = Secp256k1.CreatePrivateKey();
            byte[] hash = RandomNumberGenerator.GetBytes(32);
            byte[] publicKey = Secp256k1.PublicKeyOf(key);
            Secp256k1Signature signature = Secp256k1.Sign(key, hash);

            Assert.Equal(signature, Secp256k1.Sign(key, hash));
            Assert.True(Secp256k1.Verify(publicKey, hash, signature));
            Assert.True(Secp256k1.TryRecover(hash, signature, out byte[]? recovered));
            Assert.Equal(publicKey, recovered);
            Assert.InRange(signature.S.Span[0], 0, 0x7f);

            hash[i % 32] ^= 1;
            Assert.False(Secp256k1.Verify(publicKey, hash, signature));
            Assert.True(!Secp256k1.TryRecover(hash, signature, out recovered) || !publicKey.AsSpan().SequenceEqual(recovered));
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("01")]
    public void What_is_no_key_is_refused(string key)
    {
        Assert.False(Secp256k1.IsPrivateKey(Convert.FromHexString(key)));
        Assert.Throws<ArgumentException>(() => Secp256k1.PublicKeyOf(Convert.FromHexString(key)));
    }

    [Fact]
    public void Arbitrary_signatures_of_arbitrary_keys_are_refused_and_nothing_else()
    {
        Random random = new(1);
        byte[] real = Secp256k1.PublicKeyOf(Secp256k1.CreatePrivateKey());
        for (int i = 0; i < 500; i++)
        {
            byte[] hash = new byte[32];
            byte[] r = new byte[32];
            byte[] s = new byte[32];
            byte[] publicKey = new byte[64];
            random.NextBytes(hash);
            random.NextBytes(r);
            random.NextBytes(s);
            random.NextBytes(publicKey);
            r.AsSpan(0, random.Next(33)).Fill((byte)(random.Next(2) * 255));
            Secp256k1Signature signature = new(r, s, random.Next(4));
            Assert.False(Secp256k1.Verify(publicKey, hash, signature));
            Assert.False(Secp256k1.Verify(real, hash, signature));
            if (Secp256k1.TryRecover(hash, signature, out byte[]? recovered))
            {
                Assert.True(Secp256k1.Verify(recovered, hash, signature));
            }
        }
    }
}

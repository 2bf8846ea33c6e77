using Fluence.Crypto.Curve25519;
using static Fluence.Crypto.Tests.Curve25519.Points;

namespace Fluence.Crypto.Tests.Curve25519;

public class VerifierTests
{
    private const string SmallKey = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa";
    private const string SmallKeyEvenX = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
    private const string MixedKey = "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43";
    private const string OtherMixedKey = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d";
    private const string FullKey = "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623";
    private const string SignedZeroX = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    /// <summary>
    /// The vectors of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020): message, key, R, s, and the verdict of ed25519-dalek.
    /// </summary>
    public static TheoryData<string, string, string, string, bool> SpecCheck => new()
    {
        {
            "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6", SmallKey, SmallKeyEvenX,
            "0000000000000000000000000000000000000000000000000000000000000000", true
        },
        {
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79", SmallKey, MixedKey,
            "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04", true
        },
        {
            "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab", MixedKey, SmallKey,
            "8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e", true
        },
        {
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79", OtherMixedKey,
            "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f",
            "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009", true
        },
        {
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c", OtherMixedKey,
            "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512",
            "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09", false
        },
        {
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c", OtherMixedKey,
            "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7",
            "e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405", false
        },
        {
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40", FullKey,
            "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e",
            "547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514", false
        },
        {
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40", FullKey,
            "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942",
            "7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22", false
        },
        {
            "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41", MixedKey, SignedZeroX,
            "03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f", false
        },
        {
            "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41", MixedKey, SignedZeroX,
            "ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908", false
        },
        {
            "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b", SignedZeroX,
            "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
            "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04", false
        },
        {
            "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f", SignedZeroX,
            "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
            "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04", true
        },
    };

    [Theory]
    [MemberData(nameof(SpecCheck))]
    public void Disputed_signatures_get_the_verdict_of_the_original(string message, string key, string r, string s, bool expected)
    {
        byte[] signature = [.. Convert.FromHexString(r), .. Convert.FromHexString(s)];

        Assert.Equal(expected, Verdicts.Common(Convert.FromHexString(key), Convert.FromHexString(message), signature));
    }

    [Fact]
    public void Keys_and_R_of_small_order_get_the_verdict_of_libcrypto_in_every_encoding()
    {
        string[] encodings = [.. SmallOrder, .. SmallOrderNonCanonical];
        byte[] s = new byte[32];
        int valid = 0;
        foreach (string key in encodings)
        {
            foreach (string r in encodings)
            {
                for (byte message = 0; message < 12; message++)
                {
                    byte[] signature = [.. Convert.FromHexString(r), .. s];
                    bool verdict = Verdicts.Common(Convert.FromHexString(key), [message], signature);
                    Assert.False(verdict && SmallOrderNonCanonical.Contains(r), "R is compared byte by byte");
                    valid += verdict ? 1 : 0;
                }
            }
        }

        Assert.InRange(valid, 100, 1000);
    }

    [Fact]
    public void Keys_and_R_of_mixed_order_get_the_verdict_of_libcrypto()
    {
        Random random = new(8);
        byte[] wide = new byte[64], a = new byte[32], nonce = new byte[32], k = new byte[32], s = new byte[32], encoding = new byte[32];
        int valid = 0;
        for (int i = 0; i < 600; i++)
        {
            random.NextBytes(wide);
            Scalar.Reduce(wide, a);
            random.NextBytes(wide);
            Scalar.Reduce(wide, nonce);
            BasePoint.Multiply(a, encoding);
            byte[] key = Encode(Add(Decode(encoding), Decode(Convert.FromHexString(SmallOrder[random.Next(8)]))));
            BasePoint.Multiply(nonce, encoding);
            byte[] r = Encode(Add(Decode(encoding), Decode(Convert.FromHexString(SmallOrder[random.Next(8)]))));

            // valid up to points of small order; those have to cancel out
            Scalar.Reduce(System.Security.Cryptography.SHA512.HashData([.. r, .. key, 1, 2, 3]), k);
            Scalar.MultiplyAdd(k, a, nonce, s);
            valid += Verdicts.Common(key, [1, 2, 3], [.. r, .. s]) ? 1 : 0;
        }

        Assert.InRange(valid, 40, 200);
    }

    [Fact]
    public void A_scalar_from_the_order_on_is_refused()
    {
        ExpandedKey key = new(new byte[32]);
        byte[] message = [1], signature = key.Sign(message), order = Convert.FromHexString(
            "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        Assert.True(Verdicts.Common(key.PublicKey, message, signature));

        Assert.False(Verdicts.Common(key.PublicKey, message, [.. signature[..32], .. order]));
        Assert.False(Verdicts.Common(key.PublicKey, message, [.. signature[..32], .. Enumerable.Repeat((byte)0xff, 32)]));

        // with R and s of zero, s = L is the same point
        byte[] neutral = Convert.FromHexString(SmallOrder[0]);
        Assert.True(Verdicts.Common(neutral, message, [.. neutral, .. new byte[32]]));
        Assert.False(Verdicts.Common(neutral, message, [.. neutral, .. order]));
    }

    [Fact]
    public void Every_flipped_bit_of_key_signature_or_message_is_refused()
    {
        ExpandedKey key = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        byte[] message = "a message"u8.ToArray(), publicKey = [.. key.PublicKey], signature = key.Sign(message);
        Assert.True(Verdicts.Common(publicKey, message, signature));
        foreach (byte[] part in new[] { publicKey, signature, message })
        {
            for (int bit = 0; bit < 8 * part.Length; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(Verdicts.Common(publicKey, message, signature), $"bit {bit}");
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Random_bytes_are_refused_as_by_libcrypto()
    {
        Random random = new(32);
        byte[] key = new byte[32], signature = new byte[64], message = new byte[40];
        for (int i = 0; i < 1000; i++)
        {
            random.NextBytes(key);
            random.NextBytes(signature);
            random.NextBytes(message);
            signature[63] &= 0x1f;
            Assert.False(Verdicts.Common(key, message, signature));
        }
    }
}

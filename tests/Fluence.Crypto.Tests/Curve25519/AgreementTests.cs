using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

public class AgreementTests
{
    [Fact]
    public void All_implementations_sign_and_verify_alike()
    {
        Random random = new(10_000);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] seed = new byte[32], message = new byte[i % 50 == 0 ? random.Next(5000) : random.Next(200)];
            random.NextBytes(seed);
            random.NextBytes(message);
            ExpandedKey key = new(seed);
            Ed25519.SigningKey other = OpenSsl.IsAvailable && i % 4 != 0
                ? new Ed25519.OpenSslSigningKey(seed)
                : new Ed25519.ManagedSigningKey(seed);
            byte[] signature = key.Sign(message);

            Assert.Equal(other.PublicKey, key.PublicKey);
            Assert.Equal(other.Sign(message), signature);
            Assert.True(Verifier.VerifyWithoutTable(key.PublicKey, message, signature));
            AssertSameVerdict(true, key.PublicKey, message, signature, i);

            int bit = random.Next(512);
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Verifier.VerifyWithoutTable(key.PublicKey, message, signature));
            AssertSameVerdict(false, key.PublicKey, message, signature, i);
        }
    }

    private static void AssertSameVerdict(bool verdict, byte[] key, byte[] message, byte[] signature, int i)
    {
        if (OpenSsl.IsAvailable && i % 4 != 0)
        {
            Assert.Equal(verdict, OpenSsl.VerifyEd25519(key, message, signature));
        }
        else
        {
            Assert.Equal(verdict, Ed25519.VerifyManaged(key, message, signature));
        }
    }
}

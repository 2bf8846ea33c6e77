using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

/// <summary>Verdicts of the implementations on one signature.</summary>
internal static class Verdicts
{
    /// <summary>The verdict with and without a table of the key, which is also libcrypto's, where libcrypto is there to ask.</summary>
    internal static bool Common(byte[] key, byte[] message, byte[] signature)
    {
        bool verdict = Verifier.VerifyWithoutTable(key, message, signature);
        if (OpenSsl.IsAvailable)
        {
            Assert.Equal(OpenSsl.VerifyEd25519(key, message, signature), verdict);
        }

        // three uses make the table, a fourth one uses it
        KeyTableCache tables = new(1);
        if (ExtendedPoint.TryDecode(key, out ExtendedPoint point))
        {
            ExtendedPoint negative = point.Negate();
            for (int use = 0; use < 3; use++)
            {
                tables.CountUse(key, in negative);
            }

            Assert.NotNull(tables.Find(key));
        }

        Assert.Equal(verdict, Verifier.Verify(key, message, signature, tables));
        return verdict;
    }
}

using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

public class KeyTableCacheTests
{
    private static readonly byte[] Message = "message"u8.ToArray();

    [Fact]
    public void A_table_is_made_at_the_third_valid_signature()
    {
        KeyTableCache tables = new(4);
        (byte[] key, byte[] signature) = Signed(1);
        for (int use = 0; use < 3; use++)
        {
            Assert.Null(tables.Find(key));
            Assert.True(Verifier.Verify(key, Message, signature, tables));
        }

        Assert.NotNull(tables.Find(key));
    }

    [Fact]
    public void Invalid_signatures_make_no_table()
    {
        KeyTableCache tables = new(4);
        (byte[] key, byte[] signature) = Signed(1);
        signature[0] ^= 1;
        for (int use = 0; use < 10; use++)
        {
            Assert.False(Verifier.Verify(key, Message, signature, tables));
        }

        Assert.Null(tables.Find(key));
    }

    [Fact]
    public void Keys_used_once_displace_no_table()
    {
        KeyTableCache tables = new(1);
        (byte[] key, byte[] signature) = Signed(1);
        for (int use = 0; use < 3; use++)
        {
            Verifier.Verify(key, Message, signature, tables);
        }

        for (int i = 2; i < 60; i++)
        {
            (byte[] other, byte[] otherSignature) = Signed(i);
            Assert.True(Verifier.Verify(other, Message, otherSignature, tables));
        }

        Assert.NotNull(tables.Find(key));
    }

    [Fact]
    public void A_frequent_key_takes_the_slot_of_another()
    {
        KeyTableCache tables = new(1);
        (byte[] Key, byte[] Signature)[] keys = [Signed(1), Signed(2)];
        foreach ((byte[] key, byte[] signature) in keys)
        {
            for (int use = 0; use < 3; use++)
            {
                Assert.True(Verifier.Verify(key, Message, signature, tables));
            }
        }

        Assert.Null(tables.Find(keys[0].Key));
        Assert.NotNull(tables.Find(keys[1].Key));
    }

    [Fact]
    public void Verdicts_do_not_depend_on_colliding_keys_or_threads()
    {
        KeyTableCache tables = new(2);
        (byte[] Key, byte[] Signature)[] keys = [.. Enumerable.Range(0, 12).Select(Signed)];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Random random = new(thread);
            for (int i = 0; i < 300; i++)
            {
                int signer = random.Next(keys.Length), other = random.Next(keys.Length);
                Assert.Equal(signer == other, Verifier.Verify(keys[other].Key, Message, keys[signer].Signature, tables));
                Assert.True(Verifier.Verify(keys[signer].Key, Message, keys[signer].Signature, tables));
            }
        });
    }

    private static (byte[] Key, byte[] Signature) Signed(int number)
    {
        byte[] seed = new byte[32];
        BitConverter.TryWriteBytes(seed, number);
        ExpandedKey key = new(seed);
        return (key.PublicKey, key.Sign(Message));
    }
}

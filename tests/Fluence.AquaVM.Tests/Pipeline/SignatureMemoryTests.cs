using Fluence.AquaVM.Signing;
using Fluence.Crypto;

namespace Fluence.AquaVM.Tests.Pipeline;

public sealed class SignatureMemoryTests
{
    private static readonly KeyPair Key = GoldenFile.Key("A");
    private static readonly KeyPair OtherKey = GoldenFile.Key("B");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    public void Remembering_changes_no_result(int capacity)
    {
        SignatureMemory memory = new(capacity);
        for (byte i = 0; i < 10; i++)
        {
            byte[] message = [i];
            byte[] signature = Key.Sign(message);
            byte[] forged = [.. signature];
            forged[i] ^= 1;
            for (int round = 0; round < 3; round++)
            {
                Assert.Equal(signature, memory.Sign(Key, message).ToArray());
                Assert.True(memory.Verify(Key.PublicKey, message, signature));
                Assert.False(memory.Verify(OtherKey.PublicKey, message, signature));
                Assert.False(memory.Verify(Key.PublicKey, [i, i], signature));
                Assert.False(memory.Verify(Key.PublicKey, message, forged));
                Assert.False(memory.Verify(Key.PublicKey, message, signature.AsSpan(1)));
            }
        }
    }
}

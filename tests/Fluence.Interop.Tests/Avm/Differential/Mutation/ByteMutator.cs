namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>Damages bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    /// <summary>Damages data; <paramref name="other"/> is what a splice takes its end from.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> data, ReadOnlySpan<byte> other, Random random)
    {
        byte[] bytes = data.ToArray();
        int index = random.Next(bytes.Length);
        switch (random.Next(8))
        {
            case 0:
                return bytes[..index];
            case 1:
                return [.. bytes[..index], .. other[Math.Min(index, other.Length)..]];
            case 2:
                return [.. bytes[..index], (byte)random.Next(256), .. bytes[index..]];
            case 3:
                return [.. bytes[..index], .. bytes[(index + 1)..]];
            case 4:
                // a whole word, which is what positions and lengths are made of
                index = Math.Max(0, Math.Min(index & ~3, bytes.Length - 4));
                random.NextBytes(bytes.AsSpan(index, Math.Min(4, bytes.Length)));
                return bytes;
            default:
                for (int flips = 1 + random.Next(3); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                return bytes;
        }
    }
}

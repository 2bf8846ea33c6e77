using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Fluence.Ethereum.Keystores;

/// <summary>scrypt (RFC 7914): a key from a password that costs memory to derive.</summary>
internal static class Scrypt
{
    private const int SalsaWords = 16;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cost">N, r and p; 128 · N · r bytes of memory are taken.</param>
    /// <param name="length">The length of the key, in bytes.</param>
    public static byte[] Derive(byte[] password, byte[] salt, KeystoreCost cost, int length)
    {
        int words = 2 * SalsaWords * cost.R;
        byte[] bytes = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, cost.P * words * sizeof(uint));
        uint[] memory = new uint[checked(cost.N * words)];
        uint[] block = new uint[words];
        uint[] mixed = new uint[words];
        for (int lane = 0; lane < cost.P; lane++)
        {
            Span<byte> part = bytes.AsSpan(lane * words * sizeof(uint), words * sizeof(uint));
            for (int i = 0; i < words; i++)
            {
                block[i] = BinaryPrimitives.ReadUInt32LittleEndian(part[(i * sizeof(uint))..]);
            }

            Mix(ref block, ref mixed, memory, cost);
            for (int i = 0; i < words; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(part[(i * sizeof(uint))..], block[i]);
            }
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, bytes, 1, HashAlgorithmName.SHA256, length);
    }

    private static void Mix(ref uint[] block, ref uint[] mixed, uint[] memory, KeystoreCost cost)
    {
        int words = block.Length;
        for (int i = 0; i < cost.N; i++)
        {
            block.CopyTo(memory.AsSpan(i * words));
            MixBlock(block, mixed, cost.R);
            (block, mixed) = (mixed, block);
        }

        for (int i = 0; i < cost.N; i++)
        {
            // the first word of the last part says which, N being a power of 2
            int chosen = (int)(block[words - SalsaWords] & (uint)(cost.N - 1));
            ReadOnlySpan<uint> other = memory.AsSpan(chosen * words, words);
            for (int k = 0; k < words; k++)
            {
                block[k] ^= other[k];
            }

            MixBlock(block, mixed, cost.R);
            (block, mixed) = (mixed, block);
        }
    }

    private static void MixBlock(uint[] input, uint[] output, int r)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        input.AsSpan(input.Length - SalsaWords).CopyTo(x);
        for (int i = 0; i < 2 * r; i++)
        {
            ReadOnlySpan<uint> part = input.AsSpan(i * SalsaWords, SalsaWords);
            for (int k = 0; k < SalsaWords; k++)
            {
                x[k] ^= part[k];
            }

            Salsa(x);

            // the even parts come before the odd ones
            x.CopyTo(output.AsSpan(((i / 2) + (i % 2 * r)) * SalsaWords));
        }
    }

    /// <summary>Salsa20 with 8 rounds.</summary>
    private static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        block.CopyTo(x);
        for (int round = 0; round < 4; round++)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }

        for (int i = 0; i < SalsaWords; i++)
        {
            block[i] += x[i];
        }
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}

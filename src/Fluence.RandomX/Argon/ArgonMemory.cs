using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;

namespace Fluence.RandomX.Argon;

/// <summary>
/// The memory that Argon2d fills, without the hash at its end (RFC 9106; specification, 7.1): version 0x13, one lane, three passes.
/// </summary>
internal static unsafe class ArgonMemory
{
    /// <summary>The size of a block, in words of 64 bits.</summary>
    internal const int Words = 128;

    private const int Version = 0x13, Lanes = 1, Passes = 3, Slices = 4, FirstHash = 64;

    private static ReadOnlySpan<byte> Salt => "RandomX\u0003"u8;

    /// <summary>Fills memory.</summary>
    /// <param name="memory">A whole number of blocks, a multiple of four and at least eight; aligned to 32 bytes.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends it between parts of the work.</param>
    /// <param name="isPortable">Whether it is done without instructions that not every processor has.</param>
    internal static void Fill(
        ulong* memory, int blocks, ReadOnlySpan<byte> key, CancellationToken cancellation, bool isPortable = false)
    {
        MakeFirstBlocks(memory, blocks, key);
        delegate*<ulong*, ulong*, ulong*, bool, void> mix = Avx2.IsSupported && !isPortable
            ? &ArgonBlockAvx2.Mix : &ArgonBlock.Mix;
        int segment = blocks / Slices;
        for (int pass = 0; pass < Passes; pass++)
        {
            for (int slice = 0; slice < Slices; slice++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = pass == 0 && slice == 0 ? 2 : 0; i < segment; i++)
                {
                    int at = (slice * segment) + i;
                    ulong* before = memory + ((long)Words * (at == 0 ? blocks - 1 : at - 1));
                    int reference = Reference(pass, slice, i, segment, blocks, (uint)before[0]);
                    mix(before, memory + ((long)Words * reference), memory + ((long)Words * at), pass > 0);
                }
            }
        }
    }

    /// <summary>The block that is mixed with the one before: data chooses among those that are there, recent ones more often.</summary>
    private static int Reference(int pass, int slice, int index, int segment, int blocks, uint random)
    {
        int area = pass == 0 ? (slice * segment) + index - 1 : blocks - segment + index - 1;
        ulong squared = ((ulong)random * random) >> 32;
        long distance = area - 1 - (long)(((ulong)area * squared) >> 32);
        int start = pass == 0 || slice == Slices - 1 ? 0 : (slice + 1) * segment;
        return (int)((start + distance) % blocks);
    }

    private static void MakeFirstBlocks(ulong* memory, int blocks, ReadOnlySpan<byte> key)
    {
        // lanes, size of the hash, memory, passes, version, kind; then key, salt, secret and data, each after its length
        byte[] parameters = new byte[(10 * 4) + key.Length + Salt.Length];
        int at = 0;
        Append(Lanes);
        Append(0);
        Append(blocks);
        Append(Passes);
        Append(Version);
        Append(0);
        AppendAll(key);
        AppendAll(Salt);
        Append(0);
        Append(0);
        Span<byte> seed = stackalloc byte[FirstHash + 8];
        Blake2b.Hash(parameters, seed[..FirstHash]);
        for (int block = 0; block < 2; block++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[FirstHash..], block);
            Expand(seed, new Span<byte>(memory + (Words * block), Words * 8));
        }

        void Append(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(parameters.AsSpan(at), value);
            at += 4;
        }

        void AppendAll(ReadOnlySpan<byte> value)
        {
            Append(value.Length);
            value.CopyTo(parameters.AsSpan(at));
            at += value.Length;
        }
    }

    /// <summary>The hash of variable length: of each digest the first half goes out, of the last one all of it.</summary>
    private static void Expand(ReadOnlySpan<byte> seed, Span<byte> output)
    {
        byte[] first = new byte[4 + seed.Length];
        BinaryPrimitives.WriteInt32LittleEndian(first, output.Length);
        seed.CopyTo(first.AsSpan(4));
        Span<byte> digest = stackalloc byte[FirstHash];
        Blake2b.Hash(first, digest);
        while (output.Length > FirstHash)
        {
            digest[..(FirstHash / 2)].CopyTo(output);
            output = output[(FirstHash / 2)..];
            Blake2b.Hash(digest, digest);
        }

        digest.CopyTo(output);
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.Primitives.Hashing;

/// <summary>
/// BLAKE3 of many short inputs. Inputs of equal length in blocks wait for each other, and eight or sixteen at a time go through AVX2
/// or AVX-512 where the machine has it, which is several times as fast as one by one. Digests come in any order.
/// </summary>
/// <typeparam name="T">What an input is known by.</typeparam>
/// <param name="finish">Takes each digest; it must not add inputs.</param>
public sealed class Blake3Batch<T>(Blake3Batch<T>.Finish finish) : IDisposable
{

    /// <summary>From this number on it pays to fill up with nothing.</summary>
    private const int LeastWideCount = 3;

    private readonly Group?[] _groups = new Group?[(Blake3.ChunkLength / Blake3.BlockLength) + 1];

    /// <summary>Takes the digest of an input.</summary>
    public delegate void Finish(T tag, ReadOnlySpan<byte> digest);

    /// <summary>Adds an input, which is copied or hashed at once.</summary>
    public void Add(ReadOnlySpan<byte> input, T tag)
    {
        if (input.Length > Blake3.ChunkLength || !Avx2.IsSupported)
        {
            FinishOne(input, tag);
            return;
        }

        int blocks = Math.Max(1, (input.Length + Blake3.BlockLength - 1) / Blake3.BlockLength);
        Group group = _groups[blocks] ??= new Group(blocks);
        group.Add(input, tag);
        if (group.Count == group.Tags.Length)
        {
            FinishWide(group);
        }
    }

    /// <summary>Finishes the inputs that are waiting.</summary>
    public void Flush()
    {
        foreach (Group? group in _groups)
        {
            if (group is { Count: >= LeastWideCount })
            {
                FinishWide(group);
            }
            else if (group is not null)
            {
                FinishEach(group);
            }
        }
    }

    /// <summary>Gives the buffers back; inputs that are waiting are forgotten.</summary>
    public void Dispose()
    {
        foreach (Group? group in _groups)
        {
            group?.Dispose();
        }

        Array.Clear(_groups);
    }

    private void FinishOne(ReadOnlySpan<byte> input, T tag)
    {
        Span<byte> digest = stackalloc byte[Blake3.DigestLength];
        Blake3.Hash(input, digest);
        finish(tag, digest);
    }

    private void FinishEach(Group group)
    {
        for (int lane = 0; lane < group.Count; lane++)
        {
            FinishOne(group.Input(lane), group.Tags[lane]);
        }

        group.Count = 0;
    }

    private void FinishWide(Group group)
    {
        Span<uint> values = stackalloc uint[Blake3.WidestChunks * Blake3.Words];
        if (group.Count > Blake3.WideChunks)
        {
            Blake3Avx512.HashInputs(group.Bytes, group.Blocks, Vector512.Create<uint>(group.Lengths), values);
        }
        else
        {
            Blake3Avx2.HashInputs(group.Bytes, group.Blocks, Vector256.Create<uint>(group.Lengths), values);
        }

        ReadOnlySpan<byte> digests = MemoryMarshal.AsBytes(values);
        for (int lane = 0; lane < group.Count; lane++)
        {
            finish(group.Tags[lane], digests.Slice(lane * Blake3.DigestLength, Blake3.DigestLength));
        }

        group.Count = 0;
    }

    /// <summary>Up to eight or sixteen inputs of the same number of blocks, each padded with zeros.</summary>
    private sealed class Group(int blocks) : IDisposable
    {
        private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Lanes * blocks * Blake3.BlockLength);

        private static int Lanes => Blake3Avx512.IsSupported ? Blake3.WidestChunks : Blake3.WideChunks;

        public int Blocks { get; } = blocks;

        public int Count { get; set; }

        public T[] Tags { get; } = new T[Lanes];

        public uint[] Lengths { get; } = new uint[Lanes];

        public ReadOnlySpan<byte> Bytes => _bytes;

        public ReadOnlySpan<byte> Input(int lane) => Lane(lane)[..(int)Lengths[lane]];

        public void Add(ReadOnlySpan<byte> input, T tag)
        {
            Span<byte> lane = Lane(Count);
            input.CopyTo(lane);
            lane[input.Length..].Clear();
            Lengths[Count] = (uint)input.Length;
            Tags[Count++] = tag;
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

        private Span<byte> Lane(int lane) => _bytes.AsSpan(lane * Blocks * Blake3.BlockLength, Blocks * Blake3.BlockLength);
    }
}

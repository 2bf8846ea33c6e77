using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Fluence.Primitives.Hashing;

namespace Fluence.Primitives.Tests.Hashing;

public sealed class Blake3Tests
{
    /// <summary>The published vectors (BLAKE3 repository, test_vectors.json); input byte <c>i</c> is <c>i mod 251</c>.</summary>
    [Theory]
    [InlineData(0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262")]
    [InlineData(1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213")]
    [InlineData(1023, "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11")]
    [InlineData(1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7")]
    [InlineData(1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444")]
    [InlineData(2048, "e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a")]
    [InlineData(2049, "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030")]
    [InlineData(3072, "b98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2")]
    [InlineData(3073, "7124b49501012f81cc7f11ca069ec9226cecb8a2c850cfe644e327d22d3e1cd3")]
    [InlineData(4096, "015094013f57a5277b59d8475c0501042c0b642e531b0a1c8f58d2163229e969")]
    [InlineData(4097, "9b4052b38f1c5fc8b1f9ff7ac7b27cd242487b3d890d15c96a1c25b8aa0fb995")]
    [InlineData(5120, "9cadc15fed8b5d854562b26a9536d9707cadeda9b143978f319ab34230535833")]
    [InlineData(5121, "628bd2cb2004694adaab7bbd778a25df25c47b9d4155a55f8fbd79f2fe154cff")]
    [InlineData(6144, "3e2e5b74e048f3add6d21faab3f83aa44d3b2278afb83b80b3c35164ebeca205")]
    [InlineData(6145, "f1323a8631446cc50536a9f705ee5cb619424d46887f3c376c695b70e0f0507f")]
    [InlineData(7168, "61da957ec2499a95d6b8023e2b0e604ec7f6b50e80a9678b89d2628e99ada77a")]
    [InlineData(7169, "a003fc7a51754a9b3c7fae0367ab3d782dccf28855a03d435f8cfe74605e7817")]
    [InlineData(8192, "aae792484c8efe4f19e2ca7d371d8c467ffb10748d8a5a1ae579948f718a2a63")]
    [InlineData(8193, "bab6c09cb8ce8cf459261398d2e7aef35700bf488116ceb94a36d0f5f1b7bc3b")]
    [InlineData(16384, "f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4")]
    [InlineData(31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47")]
    [InlineData(102400, "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085")]
    public void Published_vectors(int length, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Blake3.Hash(Input(length))));

    [Fact]
    public void The_vector_and_the_portable_compression_function_agree()
    {
        if (!Sse41.IsSupported)
        {
            return;
        }

        Random random = new(1);
        byte[] block = new byte[Blake3.BlockLength];
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(block);
            uint[] portable = [.. Enumerable.Range(0, Blake3.Words).Select(_ => (uint)random.Next())];
            uint[] vector = [.. portable];
            ulong counter = (ulong)random.NextInt64();
            uint length = (uint)random.Next(65), flags = (uint)random.Next(16);
            Blake3Portable.Compress(portable, block, counter, length, flags);
            Blake3Sse41.Compress(vector, block, counter, length, flags);
            Assert.Equal(portable, vector);
        }
    }

    [Fact]
    public void Every_number_of_chunks_gives_the_tree_of_the_definition()
    {
        byte[] input = new byte[150 * Blake3.ChunkLength];
        new Random(3).NextBytes(input);
        for (int chunks = 1; chunks < 150; chunks++)
        {
            foreach (int more in (int[])[0, 1, 64, 700])
            {
                ReadOnlySpan<byte> bytes = input.AsSpan(0, (chunks * Blake3.ChunkLength) + more);
                uint[] expected = Defined(bytes, 0, Blake3.Root);
                Assert.Equal(expected, MemoryMarshal.Cast<byte, uint>(Blake3.Hash(bytes)).ToArray());
            }
        }
    }

    /// <summary>The chaining value of a subtree, one block after the other.</summary>
    private static uint[] Defined(ReadOnlySpan<byte> input, ulong chunk, uint flags)
    {
        uint[] value = Blake3.InitialValue.ToArray();
        byte[] block = new byte[Blake3.BlockLength];
        if (input.Length > Blake3.ChunkLength)
        {
            int left = (int)BitOperations.RoundUpToPowerOf2((uint)input.Length) / 2;
            uint[] children =
                [.. Defined(input[..left], chunk, 0), .. Defined(input[left..], chunk + (ulong)(left / Blake3.ChunkLength), 0)];
            Blake3Portable.Compress(
                value, MemoryMarshal.AsBytes(children.AsSpan()), 0, Blake3.BlockLength, Blake3.Parent | flags);
            return value;
        }

        for (int start = 0; start == 0 || start < input.Length; start += Blake3.BlockLength)
        {
            ReadOnlySpan<byte> rest = input[start..];
            int length = Math.Min(rest.Length, Blake3.BlockLength);
            Array.Clear(block);
            rest[..length].CopyTo(block);
            uint ends = (start == 0 ? Blake3.ChunkStart : 0) | (length == rest.Length ? Blake3.ChunkEnd | flags : 0);
            Blake3Portable.Compress(value, block, chunk, (uint)length, ends);
        }

        return value;
    }

    private static byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i % 251))];
}

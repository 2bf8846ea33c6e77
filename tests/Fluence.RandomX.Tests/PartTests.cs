using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Fluence.RandomX.Aes;
using Fluence.RandomX.Argon;
using Fluence.RandomX.Superscalar;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Fluence.RandomX.Tests;

/// <summary>Parts that are there twice are the same, and parts with published values have those.</summary>
public sealed class PartTests
{
    [Fact]
    public void Rounds_by_tables_are_the_processors()
    {
        if (!X86Aes.IsSupported)
        {
            return;
        }

        Random random = new(3);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(bytes);
            (Vector128<byte> state, Vector128<byte> key) = (Vector128.Create<byte>(bytes.AsSpan(0, 16)), Vector128.Create<byte>(bytes.AsSpan(16)));
            Assert.Equal(X86Aes.Encrypt(state, key), AesTables.Encrypt(state, key));
            Assert.Equal(X86Aes.Decrypt(state, key), AesTables.Decrypt(state, key));
        }
    }

    [Theory]
    [InlineData("RandomX AesGenerator1R keys", "53a5ac6d096671622b55b5db1749f4b407af7c6d0d716a8478d325174edca10d")]
    [InlineData("RandomX AesGenerator4R keys 0-3", "ddaa2164db3d83d12b6d542f3fd2e59950340eb2553f91b6539df706e5cddfa5")]
    [InlineData("RandomX AesHash1R state", "0d2cb592de56a89f47db82ccad3a98d76e998d3398b7c7155a129ef55780e7ac")]
    public void The_hash_makes_the_keys_of_the_specification(string text, string beginning)
    {
        byte[] digest = new byte[64];
        Blake2b.Hash(Encoding.ASCII.GetBytes(text), digest);
        Assert.StartsWith(beginning, Convert.ToHexStringLower(digest), StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Memory_is_filled_alike_with_and_without_wide_instructions()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        const int blocks = 64;
        using NativeBuffer wide = new(blocks * ArgonMemory.Words * 8), portable = new(blocks * ArgonMemory.Words * 8);
        ArgonMemory.Fill((ulong*)wide.Memory, blocks, "a key"u8, default);
        ArgonMemory.Fill((ulong*)portable.Memory, blocks, "a key"u8, default, isPortable: true);
        Assert.True(wide.Bytes.SequenceEqual(portable.Bytes));
        Assert.False(wide.Bytes.TrimStart((byte)0).IsEmpty);
    }

    [Theory]
    [InlineData(3u, 12297829382473034410ul)]
    [InlineData(13u, 11351842506898185609ul)]
    [InlineData(33u, 17887751829051686415ul)]
    [InlineData(65537u, 18446462603027742720ul)]
    [InlineData(15000001u, 10316166306300415204ul)]
    [InlineData(3845182035u, 10302264209224146340ul)]
    [InlineData(0xffffffffu, 9223372039002259456ul)]
    public void Reciprocals_are_those_of_the_specifications_tests(uint divisor, ulong expected) =>
        Assert.Equal(expected, Reciprocal.Of(divisor));

    [Fact]
    public unsafe void Items_are_made_alike_by_code_and_by_interpretation()
    {
        Span<ulong> interpreted = stackalloc ulong[8 * 16], compiled = stackalloc ulong[8 * 16];
        using RandomXCache slow = RandomXCache.Create(RandomXParameters.Fluence, "test key 000"u8, true);
        using RandomXCache fast = RandomXCache.Create(RandomXParameters.Fluence, "test key 000"u8);
        Random random = new(4);
        fixed (ulong* to = interpreted, other = compiled)
        {
            for (int i = 0; i < 100; i++)
            {
                ulong first = (ulong)random.NextInt64(RandomXParameters.Fluence.DatasetItems - 16);
                slow.Make(first, 16, to);
                fast.Make(first, 16, other);
                Assert.True(interpreted.SequenceEqual(compiled), $"the items from {first} on");
            }
        }
    }

    [Fact]
    public void Programs_are_as_long_as_those_of_the_reference_processor_can_be()
    {
        for (int key = 0; key < 50; key++)
        {
            SuperscalarProgram program = SuperscalarGenerator.Make(new BlakeGenerator(Encoding.ASCII.GetBytes($"key {key}")));
            Assert.InRange(program.Instructions.Length, 350, 512);
            Assert.All(program.Instructions, static each => Assert.InRange(each.Destination, 0, 7));
            Assert.DoesNotContain(program.Instructions, static each => each is { Kind: SuperscalarKind.AddShifted, Destination: 5 });
        }
    }
}

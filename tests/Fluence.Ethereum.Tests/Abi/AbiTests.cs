using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Fluence.Ethereum.Abi;

namespace Fluence.Ethereum.Tests.Abi;

public sealed class AbiTests
{
    // of the specification: f(uint256,uint32[],bytes10,bytes) with (0x123, [0x456, 0x789], "1234567890", "Hello, world!")
    [Fact]
    public void The_example_of_the_specification()
    {
        AbiWriter writer = new();
        writer.StartFrame(4 * 32);
        writer.Write(AbiTypes.UInt256, 0x123);
        writer.Write(AbiTypes.Array(AbiTypes.UInt32()), [0x456u, 0x789u]);
        writer.Write(AbiTypes.FixedBytes(10), Encoding.ASCII.GetBytes("1234567890"));
        writer.Write(AbiTypes.Bytes, Encoding.ASCII.GetBytes("Hello, world!"));
        Assert.Equal(
            "0000000000000000000000000000000000000000000000000000000000000123" + "0000000000000000000000000000000000000000000000000000000000000080"
            + "3132333435363738393000000000000000000000000000000000000000000000" + "00000000000000000000000000000000000000000000000000000000000000e0"
            + "0000000000000000000000000000000000000000000000000000000000000002" + "0000000000000000000000000000000000000000000000000000000000000456"
            + "0000000000000000000000000000000000000000000000000000000000000789" + "000000000000000000000000000000000000000000000000000000000000000d"
            + "48656c6c6f2c20776f726c642100000000000000000000000000000000000000",
            Convert.ToHexStringLower(writer.ToArray()));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        Random random = new(3);
        for (int i = 0; i < 2000; i++)
        {
            AnyType type = AnyType.Random(random, 4);
            JsonNode value = type.Make(random);
            byte[] encoded = type.Encode(value);
            Assert.True(JsonNode.DeepEquals(value, type.Decode(encoded)), $"{type.Name} {value}");
        }
    }

    [Fact]
    public void Spoilt_encodings_are_read_or_refused_and_are_canonical_where_they_are_read()
    {
        Random random = new(5);
        for (int i = 0; i < 5000; i++)
        {
            AnyType type = AnyType.Random(random, 4);
            byte[] bytes = type.Encode(type.Make(random));
            switch (random.Next(3))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                default:
                    random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                    break;
            }

            try
            {
                // texts that are no UTF-8 are read as such with replacements
                if (!type.Name.Contains("string", StringComparison.Ordinal))
                {
                    Assert.Equal(bytes, type.Encode(type.Decode(bytes)));
                }
            }
            catch (AbiException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void A_count_without_its_items_takes_no_memory()
    {
        AbiType<ImmutableArray<ImmutableArray<BigInteger>>> type = AbiTypes.Array(AbiTypes.Array(AbiTypes.UInt256));
        byte[] bytes = new byte[96];
        bytes[31] = 32;
        bytes[60] = 0x7f;
        Assert.Contains("a count", Assert.Throws<AbiException>(() => type.Decode(bytes)).Message.Replace("an offset or count", "a count", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Offsets_that_point_to_the_same_place_are_refused()
    {
        AbiType<ImmutableArray<ImmutableArray<BigInteger>>> type = AbiTypes.Array(AbiTypes.Array(AbiTypes.UInt256));
        byte[] bytes = type.Encode([[1], [2]]);
        bytes[127] = bytes[95];
        Assert.Contains("is canonical", Assert.Throws<AbiException>(() => type.Decode(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_out_of_range_are_not_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiTypes.UInt(128).Encode(BigInteger.Pow(2, 128)));
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiTypes.UInt256.Encode(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiTypes.Int(8).Encode(128));
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiTypes.UInt32(24).Encode(1 << 24));
    }
}

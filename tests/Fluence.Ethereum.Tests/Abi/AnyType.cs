using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Fluence.Ethereum.Abi;

namespace Fluence.Ethereum.Tests.Abi;

/// <summary>A type that a test made up, whose values are JSON as viem's parameters: numbers as decimal text, bytes as hexadecimal.</summary>
internal sealed class AnyType : AbiType<JsonNode>
{
    private readonly Action<AbiWriter, JsonNode> _write;
    private readonly Reading _read;

    private AnyType(AbiType like, JsonObject parameter, Func<Random, JsonNode> make, Action<AbiWriter, JsonNode> write, Reading read)
        : base(like.Name, like.IsDynamic, like.HeadLength)
    {
        (Parameter, Make, _write, _read) = (parameter, make, write, read);
    }

    private delegate JsonNode Reading(ref AbiReader reader);

    /// <summary>The type as viem wants it.</summary>
    internal JsonObject Parameter { get; }

    /// <summary>Makes a value.</summary>
    internal Func<Random, JsonNode> Make { get; }

    public override void Write(AbiWriter writer, JsonNode value) => _write(writer, value);

    public override JsonNode Read(ref AbiReader reader) => _read(ref reader);

    /// <summary>Makes up a type.</summary>
    internal static AnyType Random(Random random, int depth)
    {
        int kind = random.Next(depth > 0 ? 13 : 9);
        int bits = 8 * random.Next(1, 33);
        return kind switch
        {
            0 => Of(AbiTypes.Bool, static r => r.Next(2) == 1, static node => node.GetValue<bool>(), static value => value),
            1 => Of(AbiTypes.Address, static r => Address.FromBytes(Bytes(r, 20)).ToString(), static node => Address.Parse((string)node!),
                static value => value.ToString()),
            2 => UInt(bits),
            3 => Of(AbiTypes.Int(bits), r => Number(r, bits - 1, r.Next(2) == 0).ToString(CultureInfo.InvariantCulture),
                static node => BigInteger.Parse((string)node!, CultureInfo.InvariantCulture), static value => value.ToString(CultureInfo.InvariantCulture)),
            4 => Of(AbiTypes.Bytes32, static r => Hex.Of(Bytes(r, 32)), static node => Bytes32.Parse((string)node!), static value => value.ToString()),
            5 => Of(AbiTypes.Bytes4, static r => Hex.Of(Bytes(r, 4)), static node => Bytes4.FromBytes(Hex.Parse((string)node!)),
                static value => value.ToString()),
            6 => random.Next(1, 32) is var length
                ? Of(AbiTypes.FixedBytes(length), r => Hex.Of(Bytes(r, length)), static node => (ReadOnlyMemory<byte>)Hex.Parse((string)node!),
                    static value => Hex.Of(value.Span))
                : throw new InvalidOperationException(),
            7 => Of(AbiTypes.Bytes, static r => Hex.Of(Bytes(r, r.Next(80))), static node => (ReadOnlyMemory<byte>)Hex.Parse((string)node!),
                static value => Hex.Of(value.Span)),
            8 => Of(AbiTypes.String, static r => new string([.. Enumerable.Range(0, r.Next(50)).Select(_ => (char)r.Next(32, 0x2000))]),
                static node => (string)node!, static value => value),
            9 or 10 => Array(Random(random, depth - 1), null),
            11 => Array(Random(random, depth - 1), random.Next(1, 4)),
            _ => new TupleMaker([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Random(random, depth - 1))]).Type,
        };
    }

    private static AnyType UInt(int bits) => bits switch
    {
        8 => Small(AbiTypes.UInt8, bits),
        16 => Small(AbiTypes.UInt16, bits),
        <= 32 => Small(AbiTypes.UInt32(bits), bits),
        <= 64 => Small(AbiTypes.UInt64(bits), bits),
        _ => Small(AbiTypes.UInt(bits), bits),
    };

    private static AnyType Small<T>(AbiType<T> type, int bits)
        where T : INumber<T> => Of(type, r => Number(r, bits, false).ToString(CultureInfo.InvariantCulture),
            static node => T.Parse((string)node!, CultureInfo.InvariantCulture), static value => value.ToString(null, CultureInfo.InvariantCulture));

    private static AnyType Of<T>(AbiType<T> type, Func<Random, JsonNode> make, Func<JsonNode, T> from, Func<T, JsonNode> to) => new(
        type, new JsonObject { ["type"] = type.Name }, make, (writer, node) => type.Write(writer, from(node)),
        (ref AbiReader reader) => to(type.Read(ref reader)));

    private static AnyType Array(AnyType item, int? count)
    {
        AbiType<ImmutableArray<JsonNode>> type = count is { } fixedCount ? AbiTypes.FixedArray(item, fixedCount) : AbiTypes.Array(item);
        JsonObject parameter = (JsonObject)item.Parameter.DeepClone();
        parameter["type"] = (string)parameter["type"]! + (count is null ? "[]" : $"[{count}]");
        return new AnyType(
            type, parameter, r => new JsonArray([.. Enumerable.Range(0, count ?? r.Next(4)).Select(_ => item.Make(r))]),
            (writer, node) => type.Write(writer, [.. node.AsArray().Select(static each => each!)]),
            (ref AbiReader reader) => new JsonArray([.. type.Read(ref reader)]));
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static BigInteger Number(Random random, int bits, bool isNegative)
    {
        BigInteger number = new BigInteger(Bytes(random, 32), isUnsigned: true) >> random.Next(256 - bits, 257);
        return isNegative ? -number : number;
    }

    private sealed class TupleMaker
    {
        public TupleMaker(AnyType[] members)
        {
            Members tuple = new(members);
            JsonObject parameter = new()
            {
                ["type"] = "tuple", ["components"] = new JsonArray([.. members.Select(static each => each.Parameter.DeepClone())]),
            };
            Type = new AnyType(
                tuple, parameter, r => new JsonArray([.. members.Select(each => each.Make(r))]), tuple.Write,
                (ref AbiReader reader) => tuple.Read(ref reader));
        }

        public AnyType Type { get; }
    }

    private sealed class Members(AnyType[] members) : AbiTuple<JsonNode>(members)
    {
        protected override void WriteMembers(AbiWriter writer, JsonNode value)
        {
            foreach ((AnyType type, JsonNode? each) in members.Zip(value.AsArray()))
            {
                writer.Write(type, each!);
            }
        }

        protected override JsonNode ReadMembers(ref AbiReader reader)
        {
            JsonArray values = [];
            foreach (AnyType type in members)
            {
                values.Add((JsonNode?)reader.Read(type));
            }

            return values;
        }
    }
}

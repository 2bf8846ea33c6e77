using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Fluence.Wasm.Tests.Spec;

/// <summary>Reads the suite's values and compares results with them.</summary>
internal static class SpecValues
{
    /// <summary>The objects that stand for external references, by number.</summary>
    private static readonly object[] Externals = [.. Enumerable.Range(0, 1000).Select(number => (object)$"external {number}")];

    internal static WasmValue Parse(SpecValue value)
    {
        if (value.Type == "v128")
        {
            return new WasmValue(ParseVector(value));
        }

        string text = value.Value.GetString()!;
        return value.Type switch
        {
            "funcref" => text == "null" ? default : throw new NotSupportedException("a reference to a function as an argument"),
            "externref" => text == "null" ? default : new WasmValue(Externals[int.Parse(text)]),
            "i32" or "f32" => new WasmValue((int)uint.Parse(text)),
            _ => new WasmValue((long)ulong.Parse(text)),
        };
    }

    internal static bool Matches(SpecValue expected, WasmValue actual)
    {
        if (expected.Type == "v128")
        {
            return MatchesVector(expected, actual.AsV128);
        }

        string? text = expected.Value.ValueKind == JsonValueKind.String ? expected.Value.GetString() : null;
        return expected.Type switch
        {
            "funcref" => text == "null" ? actual.AsReference is null : actual.AsReference is WasmFunction,
            "externref" => text is null || (text == "null" ? actual.AsReference is null : ReferenceEquals(actual.AsReference, Externals[int.Parse(text)])),
            _ => MatchesNumber(expected.Type, text!, (ulong)actual.AsI64),
        };
    }

    internal static string Describe(SpecValue value) => $"{value.Type} {value.Value}";

    internal static string Describe(SpecValue expected, WasmValue actual) => expected.Type switch
    {
        "v128" => $"v128 {actual.AsV128}",
        "i32" or "f32" => $"{expected.Type} {(uint)actual.AsI32}",
        "i64" or "f64" => $"{expected.Type} {(ulong)actual.AsI64}",
        _ => $"{expected.Type} {actual.AsReference}",
    };

    private static int Width(string type) => type switch { "i8" => 8, "i16" => 16, "i32" or "f32" => 32, _ => 64 };

    private static bool MatchesNumber(string type, string expected, ulong bits)
    {
        int width = Width(type);
        bits = width == 64 ? bits : bits & ((1UL << width) - 1);
        ulong quiet = width == 32 ? 0x7FC00000UL : 0x7FF8000000000000UL;
        return expected switch
        {
            "nan:canonical" => (bits & ~(1UL << (width - 1))) == quiet,
            "nan:arithmetic" => (bits & quiet) == quiet,
            _ => bits == (ulong)(BigInteger.Parse(expected, CultureInfo.InvariantCulture) & ((BigInteger.One << width) - 1)),
        };
    }

    private static Vector128<byte> ParseVector(SpecValue value)
    {
        UInt128 bits = 0;
        int width = Width(value.LaneType!), place = 0;
        foreach (JsonElement lane in value.Value.EnumerateArray())
        {
            bits |= (UInt128)(BigInteger.Parse(lane.GetString()!) & ((BigInteger.One << width) - 1)) << place;
            place += width;
        }

        return Vector128.Create((ulong)bits, (ulong)(bits >> 64)).AsByte();
    }

    private static bool MatchesVector(SpecValue expected, Vector128<byte> actual)
    {
        UInt128 bits = new(actual.AsUInt64()[1], actual.AsUInt64()[0]);
        int width = Width(expected.LaneType!);
        foreach (JsonElement lane in expected.Value.EnumerateArray())
        {
            if (!MatchesNumber(expected.LaneType!, lane.GetString()!, (ulong)bits))
            {
                return false;
            }

            bits >>= width;
        }

        return true;
    }
}

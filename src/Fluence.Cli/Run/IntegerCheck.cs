using System.Globalization;
using System.Numerics;
using Fluence.Cli.Output;
using Fluence.Client.Functions;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary>Looks whether numbers that are typed are in the range of their integer types, which js-client does not ask.</summary>
internal static class IntegerCheck
{
    /// <exception cref="CommandException">A number is none of its type; the message names the place.</exception>
    public static void Check(JsonValue value, AquaType type, string path)
    {
        switch (type, value)
        {
            case (AquaType.Scalar scalar, { Kind: JsonKind.Number }) when Range(scalar.Name) is var (least, most):
                CultureInfo culture = CultureInfo.InvariantCulture;
                bool isInteger = BigInteger.TryParse(
                    value.ToString(), NumberStyles.AllowLeadingSign, culture, out BigInteger number);
                if (!isInteger || number < least || number > most)
                {
                    throw new CommandException($"{path} should be {scalar.Name}, from {least} to {most}, but is {value}");
                }

                break;
            case (AquaType.Option option, not JsonNull):
                Check(value, option.Element, path);
                break;
            case (AquaType.Array array, JsonArray items):
                foreach ((int index, JsonValue item) in items.Items.Index())
                {
                    Check(item, array.Element, $"{path}[{index}]");
                }

                break;
            case (AquaType.Struct data, JsonObject members):
                foreach ((string name, AquaType field) in data.Fields)
                {
                    if (members.TryGetValue(name, out JsonValue? member))
                    {
                        Check(member, field, $"{path}.{name}");
                    }
                }

                break;
        }
    }

    private static (BigInteger Least, BigInteger Most)? Range(string type) => type switch
    {
        "u8" => (0, byte.MaxValue),
        "u16" => (0, ushort.MaxValue),
        "u32" => (0, uint.MaxValue),
        "u64" => (0, ulong.MaxValue),
        "i8" => (sbyte.MinValue, sbyte.MaxValue),
        "i16" => (short.MinValue, short.MaxValue),
        "i32" => (int.MinValue, int.MaxValue),
        "i64" => (long.MinValue, long.MaxValue),
        _ => null,
    };
}

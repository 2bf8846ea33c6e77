using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Text;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Values;

/// <summary>Numbers, truth values and text out of JSON: nothing is converted, and integers must lie in their range.</summary>
internal static class ScalarJson
{
    /// <summary>Reads a value of a type that is neither bytes nor has parts.</summary>
    /// <exception cref="ValueJsonException">The JSON is of another type, or out of range.</exception>
    public static IValue Read(JsonValue json, ITypeKind kind)
    {
        // an array of one element stands for the element, as it comes from paths into JSON
        JsonValue scalar = json is JsonArray { Items: [var only] } ? only : json;
        return (kind, scalar) switch
        {
            (ITypeKind.Boolean, JsonBool flag) => IValue.Boolean(flag.Value),
            (ITypeKind.String, JsonString text) => IValue.Text(text.Value),
            (ITypeKind.F32, JsonNumber number) => IValue.F32((float)number.AsDouble),
            (ITypeKind.F64, JsonNumber number) => IValue.F64(number.AsDouble),
            (not (ITypeKind.Boolean or ITypeKind.String or ITypeKind.F32 or ITypeKind.F64), JsonNumber { IsInteger: true } number) =>
                Integer(number, kind) ?? throw Error($"invalid value: {JsonDebug.Unexpected(scalar)}, expected {Expected(kind)}"),
            _ => throw Error($"invalid type: {JsonDebug.Unexpected(scalar)}, expected {Expected(kind)}"),
        };
    }

    private static IntegerValue? Integer(JsonNumber number, ITypeKind kind)
    {
        if (kind == ITypeKind.U64)
        {
            return number.TryGetUInt64(out ulong unsigned) ? new IntegerValue(kind, (long)unsigned) : null;
        }

        (long least, long most) = kind switch
        {
            ITypeKind.S8 => (sbyte.MinValue, sbyte.MaxValue),
            ITypeKind.S16 => (short.MinValue, short.MaxValue),
            ITypeKind.S32 or ITypeKind.I32 => (int.MinValue, int.MaxValue),
            ITypeKind.U8 => (byte.MinValue, byte.MaxValue),
            ITypeKind.U16 => (ushort.MinValue, ushort.MaxValue),
            ITypeKind.U32 => (uint.MinValue, uint.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        return number.TryGetInt64(out long value) && value >= least && value <= most ? new IntegerValue(kind, value) : null;
    }

    private static string Expected(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean => "a boolean",
        ITypeKind.String => "a string",
        ITypeKind.S8 => "i8",
        ITypeKind.S16 => "i16",
        ITypeKind.S32 => "i32",
        ITypeKind.S64 => "i64",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static ValueJsonException Error(string message) =>
        new($"error Error({RustText.Quote(message)}, line: 0, column: 0) occurred while deserializing function arguments");
}

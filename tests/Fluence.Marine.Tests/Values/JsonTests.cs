using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Values;

public sealed class JsonTests
{
    private static readonly RecordTable Records = new(
        [new RecordType("R", [new NamedType("a", IType.S8), new NamedType("b", IType.ByteArray)])]);

    [Theory]
    [InlineData("true", ITypeKind.Boolean, "Boolean(true)")]
    [InlineData("-128", ITypeKind.S8, "S8(-128)")]
    [InlineData("32767", ITypeKind.S16, "S16(32767)")]
    [InlineData("-2147483648", ITypeKind.S32, "S32(-2147483648)")]
    [InlineData("-9223372036854775808", ITypeKind.S64, "S64(-9223372036854775808)")]
    [InlineData("255", ITypeKind.U8, "U8(255)")]
    [InlineData("65535", ITypeKind.U16, "U16(65535)")]
    [InlineData("4294967295", ITypeKind.U32, "U32(4294967295)")]
    [InlineData("18446744073709551615", ITypeKind.U64, "U64(18446744073709551615)")]
    [InlineData("1.5", ITypeKind.F32, "F32(1.5)")]
    [InlineData("2", ITypeKind.F64, "F64(2.0)")]
    [InlineData("\"a\\\"\\u0001\"", ITypeKind.String, "String(\"a\\\"\\u{1}\")")]
    [InlineData("5", ITypeKind.I32, "I32(5)")]
    [InlineData("5", ITypeKind.I64, "I64(5)")]
    [InlineData("[1,2]", ITypeKind.ByteArray, "ByteArray([1, 2])")]
    [InlineData("[[7]]", ITypeKind.U8, null)]
    [InlineData("[7]", ITypeKind.U8, "U8(7)")]
    [InlineData("[[7]]", ITypeKind.ByteArray, "ByteArray([7])")]
    public void JSON_is_read_by_its_type_and_written_back(string json, ITypeKind kind, string? debug)
    {
        JsonValue value = JsonValue.Parse(json);
        if (debug is null)
        {
            Assert.Throws<ValueJsonException>(() => JsonToValues.Convert(value, IType.Of(kind), Records));
            return;
        }

        IValue read = JsonToValues.Convert(value, IType.Of(kind), Records);
        Assert.Equal(debug, read.ToString());
        JsonValue back = ValuesToJson.Convert(read, IType.Of(kind), Records);
        Assert.Equal(read, JsonToValues.Convert(back, IType.Of(kind), Records));
    }

    [Theory]
    [InlineData("300", ITypeKind.U8, "invalid value: integer `300`, expected u8")]
    [InlineData("-1", ITypeKind.U64, "invalid value: integer `-1`, expected u64")]
    [InlineData("18446744073709551615", ITypeKind.S64, "invalid value: integer `18446744073709551615`, expected i64")]
    [InlineData("128", ITypeKind.S8, "invalid value: integer `128`, expected i8")]
    [InlineData("1.5", ITypeKind.S32, "invalid type: floating point `1.5`, expected i32")]
    [InlineData("\"1\"", ITypeKind.U16, "invalid type: string \\\"1\\\", expected u16")]
    [InlineData("null", ITypeKind.F32, "invalid type: null, expected f32")]
    [InlineData("1", ITypeKind.Boolean, "invalid type: integer `1`, expected a boolean")]
    [InlineData("false", ITypeKind.String, "invalid type: boolean `false`, expected a string")]
    [InlineData("[1,2]", ITypeKind.U8, "invalid type: sequence, expected u8")]
    [InlineData("{}", ITypeKind.I64, "invalid type: map, expected i64")]
    public void A_scalar_that_does_not_fit_is_told(string json, ITypeKind kind, string problem) => Assert.Equal(
        $"error Error(\"{problem}\", line: 0, column: 0) occurred while deserializing function arguments",
        Fail(json, IType.Of(kind)));

    [Fact]
    public void Arrays_bytes_and_records_that_do_not_fit_are_told()
    {
        Assert.Equal("expected bytearray, got String(\"x\")", Fail("\"x\"", IType.ByteArray));
        Assert.Equal(
            "expected array of Array(U8) types, got Object {\"a\": Array [Null, Bool(true), Number(1)]}",
            Fail("{\"a\":[null,true,1]}", IType.ArrayOf(IType.ArrayOf(IType.U8))));
        Assert.Equal("record with type id `3` wasn't found", Fail("{}", IType.Record(3)));
        Assert.Equal("record with type id `0` should be encoded as array or map of fields", Fail("1", IType.Record(0)));
        Assert.Equal("missing argument with name b", Fail("{\"a\":1}", IType.Record(0)));
        Assert.Equal("function requires 2 arguments, 1 provided", Fail("[1]", IType.Record(0)));
    }

    [Fact]
    public void Arguments_come_by_name_by_position_alone_or_not_at_all()
    {
        ImmutableArray<NamedType> two = [new("x", IType.U8), new("r", IType.Record(0))];
        IValue[] expected = [IValue.U8(1), IValue.Record(IValue.S8(2), IValue.Bytes(new byte[] { 3 }))];
        Assert.Equal(expected, Arguments("{\"r\":{\"a\":2,\"b\":[3]},\"x\":1}", two).ToArray());
        Assert.Equal(expected, Arguments("[1,[2,[3]]]", two).ToArray());
        Assert.Equal([IValue.U8(1)], Arguments("1", two[..1]).ToArray());
        Assert.Empty(Arguments("null", []));
        Assert.Empty(Arguments("[]", []));
    }

    [Fact]
    public void Arguments_of_another_number_are_told()
    {
        ImmutableArray<NamedType> two = [new("x", IType.U8), new("y", IType.ArrayOf(IType.Text))];
        Assert.Equal("missing argument with name y", FailArguments("{\"x\":1,\"z\":2}", two));
        Assert.Equal("function requires 2 arguments, 3 provided", FailArguments("{\"x\":1,\"y\":[],\"z\":2}", two));
        Assert.Equal("function requires 2 arguments, 1 provided", FailArguments("[1]", two));
        Assert.Equal(
            "called function has the following signature: '[(\"x\", U8), (\"y\", Array(String))]', "
                + "and it isn't suitable for an argument 'Number(5)' provided",
            FailArguments("5", two));
        Assert.Equal(
            "the called function has the following signature: [(\"x\", U8), (\"y\", Array(String))], but no arguments is provided",
            FailArguments("null", two));
        Assert.Equal("missing argument with name x", FailArguments("{\"x\":1}", [two[0], two[0]]));
        Assert.Equal("record with type id `0` wasn't found", FailArguments("5", [new NamedType("r", IType.Record(0))]));
    }

    [Fact]
    public void Results_become_JSON()
    {
        Assert.Equal("null", Results([], []));
        Assert.Equal("[1,2]", Results([IValue.Array(IValue.U8(1), IValue.U8(2))], [IType.ByteArray]));
        Assert.Equal("[1,2]", Results([IValue.Bytes(new byte[] { 1, 2 })], [IType.ArrayOf(IType.U8)]));
        Assert.Equal("[null,0.10000000149011612]", Results([IValue.Array(IValue.F32(float.NaN), IValue.F32(0.1f))], [IType.ArrayOf(IType.F32)]));
        Assert.Equal("{\"a\":-1,\"b\":[]}", Results([IValue.Record(IValue.S8(-1), IValue.Bytes(default))], [IType.Record(0)]));
    }

    [Fact]
    public void Results_that_are_not_of_their_types_are_told()
    {
        Assert.Equal("resulted values [U8(1)] and function signature [] aren't compatible", FailResults([IValue.U8(1)], []));
        Assert.Equal("value U8(1) is incompatible to type S8", FailResults([IValue.U8(1)], [IType.S8]));
        Assert.Equal("value U8(1) is incompatible to type S8", FailResults([IValue.Bytes(new byte[] { 1 })], [IType.ArrayOf(IType.S8)]));
        Assert.Equal("record id 9 wasn't found in module record types", FailResults([IValue.Record(IValue.U8(1))], [IType.Record(9)]));
        Assert.Equal(
            "output record [U8(1)] isn't compatible to output record fields "
                + "[RecordFieldType { name: \"a\", ty: S8 }, RecordFieldType { name: \"b\", ty: ByteArray }]",
            FailResults([IValue.Record(IValue.U8(1))], [IType.Record(0)]));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(123.25, "123.25")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e16")]
    [InlineData(1.5e300, "1.5e300")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.000099, "9.9e-5")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Floats_in_messages_look_as_in_Rust(double value, string text) => Assert.Equal($"F64({text})", IValue.F64(value).ToString());

    private static ImmutableArray<IValue> Arguments(string json, ImmutableArray<NamedType> types) =>
        JsonToValues.Convert(JsonValue.Parse(json), types, Records);

    private static string FailArguments(string json, ImmutableArray<NamedType> types) =>
        Assert.Throws<ValueJsonException>(() => Arguments(json, types)).Message;

    private static string Fail(string json, IType type) =>
        Assert.Throws<ValueJsonException>(() => JsonToValues.Convert(JsonValue.Parse(json), type, Records)).Message;

    private static string Results(ImmutableArray<IValue> values, ImmutableArray<IType> types) =>
        ValuesToJson.Convert(values, types, Records).ToString();

    private static string FailResults(ImmutableArray<IValue> values, ImmutableArray<IType> types) =>
        Assert.Throws<ValueJsonException>(() => Results(values, types)).Message;
}

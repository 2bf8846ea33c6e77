using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests;

/// <summary>The builtins that only compute, with the results and error texts of the original peer.</summary>
public sealed class PureBuiltinTests
{
    private readonly BuiltinHarness _peer = new();

    [Theory]
    [InlineData("math.add", "[2, 3]", "5")]
    [InlineData("math.add", "[-9223372036854775808, 9223372036854775807]", "-1")]
    [InlineData("math.sub", "[2, 3]", "-1")]
    [InlineData("math.mul", "[-4, 5]", "-20")]
    [InlineData("math.fmul", "[10, 0.66]", "6")]
    [InlineData("math.fmul", "[0.5, 0.5]", "0")]
    [InlineData("math.fmul", "[-0.5, 0.5]", "-1")]
    [InlineData("math.fmul", "[1e300, 1e300]", "9223372036854775807")]
    [InlineData("math.div", "[-7, 2]", "-3")]
    [InlineData("math.rem", "[-7, 2]", "-1")]
    [InlineData("math.pow", "[2, 62]", "4611686018427387904")]
    [InlineData("math.pow", "[-2, 63]", "-9223372036854775808")]
    [InlineData("math.pow", "[0, 0]", "1")]
    [InlineData("math.log", "[2, 17]", "4")]
    [InlineData("math.log", "[10, 9223372036854775807]", "18")]
    [InlineData("cmp.gt", "[2, 1]", "true")]
    [InlineData("cmp.gte", "[1, 1]", "true")]
    [InlineData("cmp.lt", "[2, 1]", "false")]
    [InlineData("cmp.lte", "[2, 1]", "false")]
    [InlineData("cmp.cmp", "[1, 2]", "-1")]
    [InlineData("cmp.cmp", "[2, 2]", "0")]
    public void Integers_are_computed(string name, string arguments, string expected) => _peer.Succeeds(name, arguments, expected);

    [Theory]
    [InlineData("math.add", "[9223372036854775807, 1]", "i64 add overflow")]
    [InlineData("math.sub", "[0, -9223372036854775808]", "i64 neg overflow")]
    [InlineData("math.sub", "[-9223372036854775808, 1]", "i64 add overflow")]
    [InlineData("math.mul", "[9223372036854775807, 2]", "i64 mul overflow")]
    [InlineData("math.div", "[1, 0]", "i64 div overflow")]
    [InlineData("math.div", "[-9223372036854775808, -1]", "i64 div overflow")]
    [InlineData("math.rem", "[1, 0]", "i64 rem overflow")]
    [InlineData("math.pow", "[2, 63]", "i64 pow overflow")]
    [InlineData("math.log", "[1, 10]", "i64 log overflow")]
    [InlineData("math.log", "[2, 0]", "i64 log overflow")]
    [InlineData("array.sum", "[[9223372036854775807, 1, -5]]", "i64 add overflow")]
    [InlineData("math.add", "[1]", "expected 2 arguments, got 1")]
    [InlineData("math.add", "[1, 2, 3]", "expected 2 arguments, got 3")]
    [InlineData("array.sum", "[]", "expected 1 arguments, got 0")]
    public void Overflows_and_wrong_counts_are_errors(string name, string arguments, string message) => _peer.Fails(name, arguments, message);

    [Theory]
    [InlineData("math.add", "[\"1\", 2]",
        "Error: Error deserializing field 'x': expected i64, got \"1\"\n"
        + "DeserializeError { field: \"x\", value: String(\"1\"), expected_type: \"i64\" }")]
    [InlineData("math.add", "[1.5, 2]",
        "Error: Error deserializing field 'x': expected i64, got 1.5\n"
        + "DeserializeError { field: \"x\", value: Number(1.5), expected_type: \"i64\" }")]
    [InlineData("math.pow", "[2, -1]",
        "Error: Error deserializing field 'y': expected u32, got -1\n"
        + "DeserializeError { field: \"y\", value: Number(-1), expected_type: \"u32\" }")]
    [InlineData("array.dedup", "[[1, null]]",
        "Error: Error deserializing field 'x': expected Vec<String>, got [1,null]\n"
        + "DeserializeError { field: \"x\", value: Array [Number(1), Null], expected_type: \"Vec<String>\" }")]
    [InlineData("json.put", "[{\"a\":true}]",
        "Error: Field 'key' is missing from args to call_service\nMissingField(\"key\")")]
    [InlineData("op.sha256_string", "[\"x\", [true, false]]",
        "Error: Option's array must contain at most 1 element, 'digest_only' was of 2 elements\n"
        + "NonUnaryOption { field: \"digest_only\", length: 2 }")]
    [InlineData("op.sha256_string", "[\"x\", [1]]",
        "Error: Error deserializing field 'digest_only': expected Option<bool>, got [1]\n"
        + "DeserializeError { field: \"digest_only\", value: Array [Number(1)], expected_type: \"Option<bool>\" }")]
    public void Arguments_of_a_wrong_shape_are_explained(string name, string arguments, string message) =>
        _peer.Fails(name, arguments, message);

    [Theory]
    [InlineData("array.sum", "[[1, 2, 3]]", "6")]
    [InlineData("array.dedup", "[[\"a\", \"b\", \"a\"]]", "[\"a\",\"b\"]")]
    [InlineData("array.intersect", "[[\"a\", \"b\"], [\"b\", \"c\", \"b\"]]", "[\"b\"]")]
    [InlineData("array.diff", "[[\"a\", \"b\"], [\"b\"]]", "[\"a\"]")]
    [InlineData("array.sdiff", "[[\"a\", \"b\"], [\"b\", \"c\"]]", "[\"a\",\"c\"]")]
    [InlineData("array.slice", "[[1, 2, 3], 1, 3]", "[2,3]")]
    [InlineData("array.slice", "[[], \"any\", \"thing\"]", "[]")]
    [InlineData("array.length", "[[1, 2]]", "2")]
    [InlineData("op.array_length", "[[]]", "0")]
    [InlineData("op.array", "[1, \"a\", null]", "[1,\"a\",null]")]
    [InlineData("op.concat", "[[1], [], [2, 3]]", "[1,2,3]")]
    [InlineData("op.concat_strings", "[\"a\", \"b\"]", "\"ab\"")]
    [InlineData("op.identity", "[]", "\"\"")]
    [InlineData("op.identity", "[{\"b\":1,\"a\":2}]", "{\"a\":2,\"b\":1}")]
    [InlineData("op.noop", "[1, 2]", "\"\"")]
    [InlineData("op.string_to_b58", "[\"hello\"]", "\"Cn8eVZg\"")]
    [InlineData("op.string_from_b58", "[\"Cn8eVZg\"]", "\"hello\"")]
    [InlineData("op.bytes_to_b58", "[[104, 101, 108, 108, 111]]", "\"Cn8eVZg\"")]
    [InlineData("op.bytes_from_b58", "[\"Cn8eVZg\"]", "[104,101,108,108,111]")]
    [InlineData("op.sha256_string", "[\"hi\", true, true]", "[104,105]")]
    [InlineData("op.sha256_string", "[\"hi\", [], [true]]", "[18,2,104,105]")]
    [InlineData("debug.stringify", "[]", "\"\\\"<empty argument list>\\\"\"")]
    [InlineData("debug.stringify", "[\"a\"]", "\"\\\"a\\\"\"")]
    [InlineData("debug.stringify", "[1, [2]]", "\"[1,[2]]\"")]
    [InlineData("json.obj", "[\"a\", 1, \"b\", [2]]", "{\"a\":1,\"b\":[2]}")]
    [InlineData("json.put", "[{\"a\":1}, \"a\", 2]", "{\"a\":2}")]
    [InlineData("json.puts", "[{\"a\":1}, \"b\", 2, \"c\", 3]", "{\"a\":1,\"b\":2,\"c\":3}")]
    [InlineData("json.obj_pairs", "[[[\"a\", 1], [\"b\", 2]]]", "{\"a\":1,\"b\":2}")]
    [InlineData("json.puts_pairs", "[{\"a\":1}, [[\"b\", 2]]]", "{\"a\":1,\"b\":2}")]
    [InlineData("json.parse", "[\"{\\\"a\\\": [1.50, 2]}\"]", "{\"a\":[1.5,2]}")]
    [InlineData("json.stringify", "[{\"a\": [1, 2]}]", "\"{\\\"a\\\":[1,2]}\"")]
    public void Values_are_made(string name, string arguments, string expected) => _peer.Succeeds(name, arguments, expected);

    [Theory]
    [InlineData("array.slice", "[[1], 1]", "invalid number of parameters. need array, start index and end index")]
    [InlineData("array.slice", "[{}, 0, 1]", "first argument must be an array, was {}")]
    [InlineData("array.slice", "[[1], -1, 1]", "second argument (start index) must be an unsigned integer, was -1")]
    [InlineData("array.slice", "[[1], 0, \"x\"]", "third argument (end index) must be an unsigned integer, was \"x\"")]
    [InlineData("array.slice", "[[1], 0, 2]", "slice indexes out of bounds. start index: 0, end index: 2, array length: 1")]
    [InlineData("op.array_length", "[1]", "op array_length's argument must be an array")]
    [InlineData("op.array_length", "[[], []]", "op array_length accepts exactly 1 argument: 2 found")]
    [InlineData("op.concat", "[[1], 2]", "all arguments of 'concat' must be arrays: argument #1 is not")]
    [InlineData("op.concat_strings", "[\"a\", 2]", "all arguments of 'concat_strings' must be strings: argument #1 is not")]
    [InlineData("op.identity", "[1, 2]", "identity accepts up to 1 arguments, received 2 arguments")]
    [InlineData("json.obj", "[\"a\"]", "Expected odd number of arguments, got even. No value for key '\"a\"'")]
    [InlineData("json.obj", "[1, 2]", "All keys must be of type string. Key of the following pair is of invalid type: (1, 2)")]
    [InlineData("json.puts_pairs", "[[], []]", "expected json object, got []")]
    [InlineData("nobody.knows", "[]", "Service with id 'nobody' not found (function knows)")]
    [InlineData("op.unknown", "[]", "Service with id 'op' not found (function unknown)")]
    [InlineData("op.string_from_b58", "[\"abc0\"]",
        "Error: decode base58 failed: provided string contained invalid character '0' at byte 3\n"
        + "DecodeBase58(InvalidCharacter { character: '0', index: 3 })")]
    public void Errors_have_the_texts_of_the_original(string name, string arguments, string message) => _peer.Fails(name, arguments, message);

    [Fact]
    public void Bytes_that_are_no_text_are_explained() => _peer.Fails("op.string_from_b58", "[\"5Q\"]",
        "Error: decode from bytes to UTF8 failed: invalid utf-8 sequence of 1 bytes from index 0\n"
        + "DecodeUTF8(FromUtf8Error { bytes: [255], error: Utf8Error { valid_up_to: 0, error_len: Some(1) } })");

    [Fact]
    public void Malformed_json_is_explained_with_its_place()
    {
        string result = _peer.Call("json.parse", "[\"{x\"]").Result;
        Assert.Contains("error parsing json {x", result, StringComparison.Ordinal);
        Assert.Contains("at line 1 column 2", result, StringComparison.Ordinal);
    }
}

using Fluence.Primitives.Json;
using Fluence.Projects.Building.Data;

namespace Fluence.Projects.Tests.Building.Data;

public sealed class AquaDataTests
{
    [Theory]
    [InlineData("\"abc\"", "string", "\"abc\"")]
    [InlineData("\"a\\\"b\"", "string", "\"a\\\"b\"")]
    [InlineData("true", "bool", "true")]
    [InlineData("null", "?u8", "nil")]
    [InlineData("[]", "?u8", "nil")]
    [InlineData("{}", "?u8", "nil")]
    [InlineData("1", "u64", "1")]
    [InlineData("-1", "i64", "-1")]
    [InlineData("1.25", "f64", "1.25")]
    [InlineData("""{"$$optional": 1}""", "?u64", "?[1]")]
    [InlineData("""{"$$optional": 1.5, "$$isNil": true}""", "?f64", "nil")]
    public void A_value_has_a_type(string json, string type, string value) =>
        Assert.Equal($"aqua SomeModule declares *\n\nfunc get() -> {type}:\n    <- {value}\n", Module(json));

    [Fact]
    public void Objects_are_data_named_by_their_places() => Assert.Equal(
        """
        aqua SomeModule declares *

        data AInner:
            x: []i64

        data A:
            inner: AInner

        data B:
            some: string

        data SomeModule:
            a: A
            b: []B

        func get() -> SomeModule:
            <- SomeModule(
                a=A(
                    inner=AInner(
                        x=[
                            1,
                            -2
                        ]
                    )
                ),
                b=[
                    B(
                        some="4"
                    )
                ]
            )

        """.ReplaceLineEndings("\n"),
        Module("""{"a": {"inner": {"x": [1, -2]}}, "b": [{"some": "4"}]}"""));

    [Fact]
    public void Types_can_be_named() => Assert.Contains(
        "data Named:\n    a: u64\n", AquaData.Module(
            JsonValue.Parse("""{"x": {"a": 1}, "y": {"a": 2}}"""), "m", new AquaDataOptions { Types = [new AquaDataType("named", ["a"])] }),
        StringComparison.Ordinal);

    [Fact]
    public void Numbers_of_a_list_are_of_one_type() =>
        Assert.EndsWith("-> []f64:\n    <- [\n        1.0,\n        2.5\n    ]\n", Module("[1, 2.5]"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[1, "2"]""", "the whole has elements of several types, u64 and string, expected one")]
    [InlineData("""{"a": [{"n": -1}, {"n": 1.5}]}""", "a[1] is of the type A, which has other fields elsewhere; give one of them a name with --types")]
    [InlineData("""{"someModule": {"a": 1}}""", "someModule would be of the type SomeModule, as the whole is; rename the file, or give --types")]
    [InlineData("""{"a": {"1": 1}}""", "a has the key '1', which cannot be a name in Aqua; it must start with a letter")]
    [InlineData("""{"a_b": 1, "aB": 2}""", "the whole has two keys that are both 'aB' in Aqua")]
    public void Data_without_a_type_are_refused(string json, string problem) =>
        Assert.Equal(problem, Assert.Throws<ProjectException>(() => Module(json)).Message);

    private static string Module(string json) => AquaData.Module(JsonValue.Parse(json), "someModule", new AquaDataOptions());
}

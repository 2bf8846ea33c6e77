using Fluence.Client.Functions;
using Fluence.Primitives.Json;

namespace Fluence.Client.Tests.Functions;

public sealed class WireJsonTests
{
    private static readonly AquaType Text = new AquaType.Scalar("string"), Number = new AquaType.Scalar("u32");

    private static readonly AquaType Item = new AquaType.Struct(
        "Item", [("name", Text), ("notes", new AquaType.Array(new AquaType.Option(Text))), ("size", new AquaType.Option(Number))]);

    [Theory]
    [InlineData("""{"name":"a","notes":[null,"n"],"size":3}""", """{"name":"a","notes":[[],["n"]],"size":[3]}""")]
    [InlineData("""{"name":"a","notes":[],"size":null}""", """{"name":"a","notes":[],"size":[]}""")]
    public void Options_are_arrays_of_at_most_one_item_in_scripts(string here, string there)
    {
        Assert.Equal(there, WireJson.ToWire(JsonValue.Parse(here), Item).ToString());
        Assert.Equal(here, WireJson.FromWire(JsonValue.Parse(there), Item).ToString());
    }

    [Fact]
    public void A_member_that_is_an_option_may_be_absent_and_others_are_left_out() =>
        Assert.Equal(
            """{"name":"a","notes":[],"size":[]}""",
            WireJson.ToWire(JsonValue.Parse("""{"name":"a","notes":[],"more":1}"""), Item).ToString());

    [Fact]
    public void Anything_goes_where_the_type_is_top()
    {
        JsonValue value = JsonValue.Parse("""[1,{"a":null}]""");
        Assert.Equal(value, WireJson.ToWire(value, new AquaType.Top()));
        Assert.Equal(value, WireJson.FromWire(value, new AquaType.Top()));
    }

    [Theory]
    [InlineData("""{"notes":[]}""", "the value should be a member 'name'")]
    [InlineData("""{"name":1,"notes":[]}""", "the value.name should be string, but is 1")]
    [InlineData("""{"name":"a","notes":[1]}""", "the value.notes[0] should be string, but is 1")]
    [InlineData("""{"name":"a","notes":{}}""", "the value.notes should be an array, but is {}")]
    [InlineData("""{"name":"a","notes":[],"size":"3"}""", "the value.size should be u32, but is \"3\"")]
    [InlineData("[]", "the value should be an object, but is []")]
    public void A_value_that_does_not_fit_is_refused_with_its_place(string value, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>(() => WireJson.ToWire(JsonValue.Parse(value), Item)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(
        """{"name":"a","notes":[],"size":[1,2]}""", "the value.size should be an array of at most one item, but the script gave [1,2]")]
    [InlineData("""{"name":"a","notes":[],"size":1}""", "the value.size should be an array of at most one item, but the script gave 1")]
    [InlineData("""{"name":"a","size":[]}""", "the value should be a member 'notes'")]
    public void A_scripts_value_that_does_not_fit_is_refused_with_its_place(string value, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<FormatException>(() => WireJson.FromWire(JsonValue.Parse(value), Item)).Message,
            StringComparison.Ordinal);
}

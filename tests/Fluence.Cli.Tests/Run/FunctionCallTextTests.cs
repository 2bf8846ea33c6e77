using System.Text;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Tests.Run;

public sealed class FunctionCallTextTests
{
    [Theory]
    [InlineData("f()", "f", "[]")]
    [InlineData(" f ( 1 , \"a, b)\" ) ", "f", "[1,\"a, b)\"]")]
    [InlineData("Module.f([1, [2]], {\"a\": [3, 4]}, -1.5, true, nil)", "Module.f", "[[1,[2]],{\"a\":[3,4]},-1.5,true,null]")]
    [InlineData("""f("\"", name, "\\")""", "f", """["\"",{"x":1},"\\"]""")]
    public void A_call_has_a_name_and_values(string text, string name, string values)
    {
        FunctionCallText call = FunctionCallText.Parse(text);
        Assert.Equal(name, call.Name);
        Assert.Equal(values, new JsonArray(call.Values(Data("""{"name":{"x":1}}"""))).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("1f()")]
    [InlineData("f(1))x")]
    public void What_is_no_call_is_answered_with_an_example(string text) =>
        Assert.Contains("expected a call such as", Assert.Throws<CommandException>(() => FunctionCallText.Parse(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("f(nam)", "the name 'nam', which --data and --data-path do not have (they have name)")]
    [InlineData("f('a')", "argument 1 of f is 'a', which is neither JSON")]
    [InlineData("f(1,)", "argument 2 of f is , which is neither JSON")]
    public void An_argument_that_means_nothing_is_named(string text, string message) => Assert.Contains(message,
        Assert.Throws<CommandException>(() => FunctionCallText.Parse(text).Values(Data("""{"name":1}"""))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_a_call_or_an_error()
    {
        Random dice = new(7);
        const string Signs = "f(),\"\\[]{}1a. ";
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, dice.Next(20)).Select(_ => Signs[dice.Next(Signs.Length)]));
            try
            {
                FunctionCallText.Parse(text).Values(JsonObject.Empty);
            }
            catch (CommandException)
            {
                // it was told
            }
        }
    }

    private static JsonObject Data(string json) =>
        JsonValue.TryParse(Encoding.UTF8.GetBytes(json), out JsonValue? value, out string? error)
            ? (JsonObject)value : throw new FormatException(error);
}

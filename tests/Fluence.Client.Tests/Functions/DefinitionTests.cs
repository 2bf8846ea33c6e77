using System.Text;
using Fluence.Client.Functions;

namespace Fluence.Client.Tests.Functions;

public sealed class DefinitionTests
{
    private const string Names = """
        "names":{"relay":"-relay-","getDataSrv":"getDataSrv","callbackSrv":"callbackSrv","responseSrv":"callbackSrv",
        "responseFnName":"response","errorHandlingSrv":"errorHandlingSrv","errorFnName":"error"}
        """;

    private const string Valid = """
        {"functionName":"f","arrow":{"tag":"arrow","domain":{"tag":"labeledProduct","fields":{
        "z":{"tag":"scalar","name":"string"},"a":{"tag":"arrow","domain":{"tag":"unlabeledProduct","items":[{"tag":"topType"}]},
        "codomain":{"tag":"nil"}}}},"codomain":{"tag":"unlabeledProduct","items":[{"tag":"option","type":{"tag":"array",
        "type":{"tag":"struct","name":"S","fields":{"x":{"tag":"bottomType"}}}}}]}},
        """ + Names + "}";

    [Fact]
    public void Parameters_keep_their_order()
    {
        FunctionDefinition definition = FunctionDefinition.Parse(Valid);
        Assert.Equal("f", definition.Name);
        Assert.Equal(["z", "a"], definition.Type.Parameters.Select(parameter => parameter.Name));
        AquaType.Arrow callback = Assert.IsType<AquaType.Arrow>(definition.Type.Parameters[1].Type);
        Assert.Equal(("arg0", new AquaType.Top()), Assert.Single(callback.Parameters));
        Assert.Empty(callback.Results);
        AquaType.Option result = Assert.IsType<AquaType.Option>(Assert.Single(definition.Type.Results));
        Assert.Equal("S", Assert.IsType<AquaType.Struct>(Assert.IsType<AquaType.Array>(result.Element).Element).Name);
    }

    [Fact]
    public void A_service_has_its_functions_and_perhaps_an_id()
    {
        const string functions = """
            "functions":{"tag":"labeledProduct","fields":{"g":{"tag":"arrow","domain":{"tag":"nil"},"codomain":{"tag":"nil"}}}}
            """;
        ServiceDefinition service = ServiceDefinition.Parse($$"""{"defaultServiceId":"s",{{functions}}}""");
        Assert.Equal("s", service.DefaultServiceId);
        Assert.Equal("g", Assert.Single(service.Functions).Name);
        Assert.Null(ServiceDefinition.Parse($$"""{{{functions}}}""").DefaultServiceId);
    }

    [Theory]
    [InlineData("""{"functionName":"f"}""", "the definition has no 'names'")]
    [InlineData("[]", "the definition has no 'names'")]
    [InlineData("{", "the definition is no JSON")]
    public void What_is_no_definition_is_refused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => FunctionDefinition.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"tag\":\"option\"", "\"tag\":\"perhaps\"", "the definition at arrow.codomain[0] has the unknown tag 'perhaps'")]
    [InlineData(
        "\"items\":[{\"tag\":\"topType\"}]", "\"items\":{}", "the definition at arrow.domain.a.domain has 'items' that is no array")]
    [InlineData(
        "\"fields\":{\"x\":{\"tag\":\"bottomType\"}}", "\"fields\":[]",
        "the definition at arrow.codomain[0].type.type has 'fields' that is no object")]
    [InlineData("\"name\":\"S\"", "\"name\":1", "the definition at arrow.codomain[0].type.type has a 'name' that is no text")]
    [InlineData(
        "\"responseFnName\":\"response\"", "\"responseFnName\":\"r\"",
        "the definition at names.responseFnName is 'r'; only 'response' is supported")]
    public void A_mistake_in_a_definition_is_named_with_its_place(string part, string instead, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(
            () => FunctionDefinition.Parse(Valid.Replace(part, instead, StringComparison.Ordinal))).Message);

    [Fact]
    public void No_text_makes_reading_fail_in_another_way()
    {
        Random random = new(11);
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] mutated = [.. valid];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutated[random.Next(mutated.Length)] = valid[random.Next(valid.Length)];
            }

            string text = Encoding.UTF8.GetString(mutated.AsSpan(0, random.Next(4) == 0 ? random.Next(mutated.Length) : mutated.Length));
            Exception? thrown = Record.Exception(() => FunctionDefinition.Parse(text));
            Assert.True(thrown is null or FormatException, $"{thrown}");
        }
    }
}
